import type { Kysely } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tables } from '../../platform/db/schema.ts'

/** A certificate stays when its registration was deleted. */
const columns = { training: 'certificate.training_id', agency: 'registration.agency_folded' }

/** Selects the valid certificates of a training within a scope. */
export const validWithin = (db: Kysely<Tables>, scope: Scope, trainingId: string) =>
  db
    .selectFrom('certificate')
    .leftJoin('registration', 'registration.id', 'registration_id')
    .where('certificate.training_id', '=', trainingId)
    .where('valid_for', 'is not', null)
    .where(peopleWithin(scope, columns))

/** Returns a person's valid certificates, the first one before the others. */
export const readValidOf = (db: Kysely<Tables>, registrationId: string) =>
  db
    .selectFrom('certificate')
    .selectAll()
    .where('registration_id', '=', registrationId)
    .where('valid_for', 'is not', null)
    .orderBy('id')
    .execute()
