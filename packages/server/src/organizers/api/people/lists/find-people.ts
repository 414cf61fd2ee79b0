import type { FoundPeople, Person, TrainingInput } from '@training-signup/contract'
import { hidesName } from '../../../../core/people/hides-name.ts'
import type { Scope } from '../../../../platform/access/caller.ts'
import type { System } from '../../../../platform/system.ts'
import { readPage } from './list-registrations.ts'

interface Asked {
  q: string
  limit: number
  cursor?: string | undefined
}

/** Returns the people that a search finds in all trainings within a scope, the newest registrations first. */
export async function findPeople(system: System, scope: Scope, asked: Asked): Promise<FoundPeople> {
  const query = { ...asked, scope, sort: '-created', sensitive: false } as const
  const { page, nextCursor } = await readPage(system.db.reader, query, undefined)
  const trainings = await readTrainings(
    system,
    page.map(({ training_id }) => training_id),
  )
  const people = page.flatMap((row) => {
    const training = trainings.get(row.training_id)
    if (!training) return []
    const { id, reference, given_name: givenName, family_name: familyName, agency, status } = row
    const hides = hidesName(JSON.parse(row.sensitive) as Person)
    return { id, reference, givenName, familyName, agency, hidesName: hides, status, training }
  })
  return { people, nextCursor }
}

async function readTrainings({ db }: System, ids: string[]) {
  if (ids.length === 0) return new Map()
  const rows = await db.reader
    .selectFrom('training')
    .select(['id', 'slug', 'status', 'input', 'starts_at', 'time_zone'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, slug, status, input, starts_at: startsAt, time_zone: timeZone }) => {
      const { title } = JSON.parse(input) as TrainingInput
      return [id, { slug, title, status, startsAt, timeZone }]
    }),
  )
}
