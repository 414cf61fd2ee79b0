import { setImmediate as pause } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../../platform/access/caller.ts'
import { peopleWithin, trainingsWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { System } from '../../../platform/system.ts'

const spellingsAtOnce = 1_000

/** The trainings in which people have each folded spelling. */
export type Spellings = Map<string, string[]>

/**
 * Returns the folded spellings that people within a scope have. Looks into the index once for each
 * training with people, and for each of its spellings: what no one signed up for costs nothing.
 */
export async function readSpellings({ db: { reader } }: System, scope: Scope): Promise<Spellings> {
  const found: Spellings = new Map()
  let last: Place = { training: '', agency: null }
  let rows: Place[] = []
  do {
    rows = await readPlaces(reader, scope, last)
    for (const { training, agency } of rows) {
      // Every row has its training's id anew.
      last = { training: training === last.training ? last.training : training, agency }
      if (agency === null) continue
      const trainings = found.get(agency) ?? []
      trainings.push(last.training)
      found.set(agency, trainings)
    }
    await pause()
  } while (rows.length === spellingsAtOnce)
  return found
}

/** A spelling in a training; null after the training's last. */
interface Place {
  training: string
  agency: string | null
}

/** Returns the spellings that stand after one in the index, training by training. */
async function readPlaces(db: Kysely<Tables>, scope: Scope, last: Place): Promise<Place[]> {
  const people = db.selectFrom('registration')
  const after = (training: RawBuilder<string>, agency: RawBuilder<string | null>) => {
    const next = people
      .select(({ fn }) => fn.min('training_id').as('next'))
      .where('training_id', '>', training)
      .where(trainingsWithin(scope, 'registration.training_id'))
    const its = sql<string>`case when ${agency} is null then (${next}) else ${training} end`
    const spelling = people
      .select(({ fn }) => fn.min('agency_folded').as('spelling'))
      .where('training_id', '=', its)
      .where('agency_folded', '>', sql<string>`coalesce(${agency}, '')`)
      .where(peopleWithin(scope))
    return sql`${its} as training, (${spelling}) as agency`
  }
  const text = (value: string | null) => sql<string>`cast(${value} as text)`
  const places = await sql<Place>`with recursive found (training, agency) as (
    select ${after(text(last.training), text(last.agency))}
    union all
    select ${after(sql`found.training`, sql`found.agency`)} from found where found.training is not null
  ) select training, agency from found where training is not null limit ${sql.lit(spellingsAtOnce)}`.execute(db)
  return places.rows
}
