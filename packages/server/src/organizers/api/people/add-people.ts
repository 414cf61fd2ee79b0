import type { App } from '../../../core/context.ts'
import { register, type SentSignUp } from '../../../core/sign-up/register.ts'
import { ProblemError } from '../../../platform/problem.ts'

type SentByOrganizer = Omit<SentSignUp, 'origin' | 'byOrganizer'>

/**
 * Adds people who called or came. A request that is sent again with its key adds no one.
 * @returns the ids of their registrations
 * @throws {ProblemError} what `register` refuses; `not-found` if they were deleted since
 */
export async function addPeople(app: App, slug: string, sent: SentByOrganizer): Promise<string[]> {
  const { result, registrationIds, isNew } = await register(app, slug, {
    ...sent,
    origin: null,
    byOrganizer: sent.forAgency === undefined,
  })
  const ids = isNew ? registrationIds : await idsOf(app, slug, result.reference)
  if (ids.length === 0) throw new ProblemError('not-found')
  return ids
}

/** Returns the ids of a person or of a group, by the reference that they were told. */
async function idsOf({ db }: App, slug: string, reference: string): Promise<string[]> {
  const rows = await db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'registration.training_id')
    .leftJoin('registration_group', 'registration_group.id', 'registration.group_id')
    .select('registration.id')
    .where('training.slug', '=', slug)
    .where(({ or, eb }) =>
      or([eb('registration.reference', '=', reference), eb('registration_group.reference', '=', reference)]),
    )
    .orderBy('registration.id')
    .execute()
  return rows.map(({ id }) => id)
}
