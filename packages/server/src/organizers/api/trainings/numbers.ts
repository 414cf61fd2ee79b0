import type { Language, TrainingNumbers } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { dayAt } from '../../../core/partners/impression-counts.ts'
import { namePartners } from '../../../core/partners/partner-choices.ts'
import { none, readSums } from '../../../core/partners/report.ts'
import { readSpellings } from '../../../core/registrations/query.ts'
import { seatedStatuses } from '../../../core/seats/transitions.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { everything } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { System } from '../../../platform/system.ts'
import { pickText, say, sayIfKnown } from '../../../words/index.ts'

/**
 * Adds up the registrations of a training.
 * @throws {ProblemError} `not-found`
 */
export async function readNumbers(system: System, slug: string, lang: Language): Promise<TrainingNumbers> {
  const training = await readTraining(system, slug)
  const { reader } = system.db
  const { row, input } = training
  const days = await countDays(reader, training)
  return {
    training: slug,
    capacity: row.capacity,
    minimum: input.seats.minimum ?? null,
    people: days.at(-1)?.total ?? 0,
    days,
    roles: (await countBy(reader, row.id, 'role')).map(({ value, people }) => ({
      role: value,
      label: labelOf(training, value, lang),
      people,
    })),
    agencies: await countAgencies(reader, row.id),
    partners: await countPartners(system, training),
  }
}

const seatedIn = (db: Kysely<Tables>, trainingId: string) =>
  db.selectFrom('registration').where('training_id', '=', trainingId).where('status', 'in', seatedStatuses)

/** Counts by the hour and then by the training's days: the databases do not know its time zone. */
async function countDays(db: Kysely<Tables>, { row }: StoredTraining): Promise<TrainingNumbers['days']> {
  const hour = sql<string>`substr(created_at, 1, 13)`
  const hours = await seatedIn(db, row.id)
    .select(({ fn }) => [hour.as('hour'), fn.countAll().as('people')])
    .groupBy(hour)
    .orderBy(hour)
    .execute()
  const byDay = new Map<string, number>()
  for (const one of hours) {
    const day = dayAt(`${one.hour}:00:00Z`, row.time_zone)
    byDay.set(day, (byDay.get(day) ?? 0) + Number(one.people))
  }
  let total = 0
  return [...byDay].map(([day, signUps]) => {
    total += signUps
    return { day, signUps, total }
  })
}

async function countBy(db: Kysely<Tables>, trainingId: string, column: 'role' | 'partner') {
  const rows = await seatedIn(db, trainingId)
    .select(({ fn }) => [column, fn.countAll().as('people')])
    .groupBy(column)
    .execute()
  return rows.map((row) => ({ value: row[column], people: Number(row.people) })).toSorted(largestFirst)
}

async function countAgencies(db: Kysely<Tables>, trainingId: string): Promise<TrainingNumbers['agencies']> {
  const rows = await seatedIn(db, trainingId)
    .select(({ fn }) => ['agency_folded', fn.countAll().as('people')])
    .groupBy('agency_folded')
    .execute()
  const spellings = await readSpellings(db, trainingId)
  return rows
    .map(({ agency_folded, people }) => ({
      agency: spellings.get(agency_folded ?? '') ?? null,
      people: Number(people),
    }))
    .toSorted(largestFirst)
}

async function countPartners(system: System, { row }: StoredTraining): Promise<TrainingNumbers['partners']> {
  const sums = await readSums(system, { scope: everything, training: row.slug })
  const people = await countBy(system.db.reader, row.id, 'partner')
  const rates = await readRates(system.db.reader, row.id)
  const slugs = [...sums.keys(), ...people.map(({ value }) => value)]
  const names = [...(await namePartners(system, everything, slugs))].toSorted(([, one], [, other]) =>
    one.localeCompare(other, 'en'),
  )
  const known = new Set(names.map(([slug]) => slug))
  const seats = new Map<string | null, number>()
  for (const { value, people: count } of people) {
    const partner = value !== null && known.has(value) ? value : null
    seats.set(partner, (seats.get(partner) ?? 0) + count)
  }
  return [...names, [null, null] as const]
    .map(([partner, name]) => ({
      partner,
      name,
      ...(sums.get(partner) ?? none),
      people: seats.get(partner) ?? 0,
      rate: rates.get(partner) ?? null,
    }))
    .filter((one) => one.views + one.starts + one.signUps + one.people > 0)
}

/**
 * Returns which part of its views led to a form that was sent, by partner. Both are of the same
 * days, and a day has no more such views than views. Days on which sent forms were not counted yet
 * are left out.
 */
async function readRates(db: Kysely<Tables>, trainingId: string): Promise<Map<string | null, number>> {
  const rows = await db
    .selectFrom('impression_count')
    .leftJoin('partner', 'partner.slug', 'impression_count.partner')
    .select(({ fn }) => [
      'partner.slug',
      fn.sum<number | string>('views').as('views'),
      sql<number | string>`sum(case when sent < views then sent else views end)`.as('sent'),
    ])
    .where('training_id', '=', trainingId)
    .where('sent', 'is not', null)
    .groupBy('partner.slug')
    .execute()
  return new Map(
    rows.flatMap(({ slug, views, sent }) => (Number(views) > 0 ? [[slug, Number(sent) / Number(views)] as const] : [])),
  )
}

const largestFirst = (one: { people: number }, other: { people: number }) => other.people - one.people

/** Returns a role in words. One that the training no longer has keeps its id. */
function labelOf({ input }: StoredTraining, role: string | null, lang: Language): string {
  if (role === null) return say(lang, 'admin.report.noRole')
  const own = input.audience.roles.find((one) => typeof one !== 'string' && one.id === role)
  if (own && typeof own !== 'string') return pickText(own.label, lang)
  return sayIfKnown(lang, `role.${role}`) ?? role
}
