import type { Kysely } from 'kysely'
import type { Scope } from '../../platform/access/caller.ts'
import { peopleWithin } from '../../platform/access/within.ts'
import type { Tables } from '../../platform/db/schema.ts'

/** Under which one certificate is valid. */
export const validKey = (registrationId: string, profileId: string): string => `${registrationId} ${profileId}`

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

/**
 * Returns the certificates of a training, or of one of its people, that were taken back, each by its person and
 * profile, where no time of the person has been noted since.
 */
export async function readTakenBack(db: Kysely<Tables>, trainingId: string, registrationId?: string) {
  const rows = await db
    .selectFrom('certificate')
    .selectAll()
    .where('training_id', '=', trainingId)
    .$if(registrationId !== undefined, (some) => some.where('registration_id', '=', registrationId ?? ''))
    .where('revoked_at', 'is not', null)
    .where('replaced_by', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mark')
            .select('mark.id')
            .whereRef('mark.registration_id', '=', 'certificate.registration_id')
            .whereRef('received_at', '>=', 'certificate.revoked_at'),
        ),
      ),
    )
    .orderBy('revoked_at')
    .execute()
  return new Map(rows.map((row) => [validKey(row.registration_id ?? '', row.profile_id), row]))
}

/** Returns the keys of certificates that their people deleted, of some of them or of everyone of a training. */
export async function readDeleted(
  db: Kysely<Tables>,
  some: { training: string } | { registrations: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('deleted_certificate')
    .selectAll()
    .where('registration_id', 'in', (one) =>
      'training' in some
        ? one.selectFrom('registration').select('id').where('training_id', '=', some.training)
        : one.selectFrom('registration').select('id').where('id', 'in', some.registrations),
    )
    .execute()
  return new Set(rows.map(({ registration_id, profile_id }) => validKey(registration_id, profile_id)))
}

/** Returns a person's valid certificates, the first one before the others. */
export const readValidOf = (db: Kysely<Tables>, registrationId: string) =>
  db
    .selectFrom('certificate')
    .selectAll()
    .where('registration_id', '=', registrationId)
    .where('valid_for', 'is not', null)
    .orderBy('id')
    .execute()
