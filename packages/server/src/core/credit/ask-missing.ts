import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { type AskedAfter, findEvaluation } from '../evaluation/evaluations.ts'
import { whyClosed } from '../evaluation/submit.ts'
import { notifyPeople } from '../outbox/notify-people.ts'
import { lockTraining, peopleAtOnce } from '../seats/locked-training.ts'
import { readTraining } from '../trainings/trainings.ts'
import { isUnasked, readStandings, type Standing } from './standings.ts'

const pauseMs = 7 * 24 * 60 * 60_000

/** Who was asked for what is missing, and when. */
type Asked = ReadonlyMap<string, string>

/** @param among Only these people, by the ids of their registrations */
export async function readAsked(db: Kysely<Tables>, trainingId: string, among?: readonly string[]): Promise<Asked> {
  const rows = await db
    .selectFrom('outbox')
    .select(({ fn }) => ['registration_id', fn.max('created_at').as('at')])
    .where('training_id', '=', trainingId)
    .where('kind', '=', 'certificate-step')
    .$if(among !== undefined, (asked) => asked.where('registration_id', 'in', among ?? []))
    .groupBy('registration_id')
    .execute()
  return new Map(rows.map(({ registration_id, at }) => [registration_id ?? '', at]))
}

type Steps = Pick<Standing, 'grant' | 'asks' | 'certificate'>

/** Returns what someone can do for a certificate; nothing where time is short, or an organizer decides. */
export function stepsOf({ grant, asks, certificate }: Steps, takesNow: boolean): ('license' | AskedAfter)[] {
  if (certificate) return []
  const kinds = grant.missing?.map(({ kind }) => kind) ?? []
  const steps = (['license', 'evaluation', 'test'] as const).filter(
    (one) => kinds.includes(one) && !isUnasked({ asks }, one),
  )
  const isTheirs = steps.length === kinds.length && (takesNow || steps.every((one) => one === 'license'))
  return isTheirs ? steps : []
}

/** Returns whether what a training asks can be answered now. */
export async function takesAnswers(
  system: Pick<System, 'db' | 'now'>,
  training: Parameters<typeof whyClosed>[1],
): Promise<boolean> {
  const found = await findEvaluation(system.db.reader, training.id)
  return found !== undefined && whyClosed(system, training, found) === undefined
}

/**
 * Returns the ids of people who can be asked by email for what is missing: each has an address, can do
 * everything that is missing, and was not asked in the last seven days.
 */
export function whoToAsk(
  { now }: Pick<System, 'now'>,
  standings: readonly Standing[],
  { asked, takesNow }: { asked: Asked; takesNow: boolean },
): string[] {
  const since = new Date(now().getTime() - pauseMs).toISOString()
  const due = standings.filter(
    ({ registration: { id, email }, ...one }) =>
      email !== null && (asked.get(id) ?? '') < since && stepsOf(one, takesNow).length > 0,
  )
  return [...new Set(due.map(({ registration }) => registration.id))]
}

/**
 * Emails everyone who can do something about what is missing. Two people who do the same, and a second
 * press, ask once.
 * @returns how many
 */
export async function askForMissing(system: System, slug: string): Promise<number> {
  const { row } = await readTraining(system, slug)
  const standings = await readStandings(system, row.id)
  const takesNow = await takesAnswers(system, row)
  const ids = whoToAsk(system, standings, { asked: new Map(), takesNow })
  const standingsOf = Map.groupBy(standings, ({ registration }) => registration.id)
  let count = 0
  for (let start = 0; start < ids.length; start += peopleAtOnce)
    count += await system.db.transaction(async (tx) => {
      await lockTraining(system.db, tx, row.id)
      const some = ids.slice(start, start + peopleAtOnce)
      const asked = await readAsked(tx, row.id, some)
      const theirs = some.flatMap((id) => standingsOf.get(id) ?? [])
      const people = await tx
        .selectFrom('registration')
        .select(['id', 'training_id', 'lang', 'email', 'group_id'])
        .where('id', 'in', ['', ...whoToAsk(system, theirs, { asked, takesNow })])
        .where('email', 'is not', null)
        .execute()
      const now = system.now().toISOString()
      await notifyPeople(system, tx, people, { kind: 'certificate-step', now, dueAt: now })
      return people.length
    })
  return count
}
