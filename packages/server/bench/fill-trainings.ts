import { TrainingInput } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { insertTraining } from '../src/core/trainings/trainings.ts'
import { openDatabase } from '../src/platform/db/database.ts'

/** The latest date of the series that is over, the first of those to come, and one without a series. */
export const slugs = { past: 'series-past-0', coming: 'series-coming-0', single: 'single-past-1' }
export const series = 'series'
export const partners = ['north', 'south', 'east', 'west', 'river']

const perTransaction = 500

/**
 * Fills a new database: half of the trainings are dates of one series, nine in ten of all are over,
 * one in ten is a draft, and five partners sponsor them by turns.
 */
export async function fillTrainings(url: string, count: number): Promise<void> {
  const db = await openDatabase(url)
  const today = Temporal.Now.plainDateISO()
  try {
    await db.transaction(async (tx) => {
      const at = new Date().toISOString()
      for (const slug of partners)
        await tx
          .insertInto('partner')
          .values({ slug, name: `Partner ${slug}`, origins: '[]', created_at: at, updated_at: at })
          .execute()
    })
    const inputs = Array.from({ length: count }, (_, index) => inputOf(today, index))
    for (let from = 0; from < count; from += perTransaction)
      await db.transaction(async (tx) => {
        for (const input of inputs.slice(from, from + perTransaction))
          await insertTraining({ now: () => new Date(), newId: uuidv7 }, tx, input)
      })
  } finally {
    await db.close()
  }
}

function inputOf(today: Temporal.PlainDate, index: number): TrainingInput {
  const isPast = index % 10 !== 9
  const isOfSeries = index % 2 === 0 || !isPast
  const place = Math.floor(index / 10)
  const day = today.add({ days: isPast ? -1 - index : 1 + place }).toString()
  const kind = `${isOfSeries ? 'series' : 'single'}${isPast ? '-past' : '-coming'}`
  return TrainingInput.parse({
    slug: nameOf(kind, isPast ? index : place),
    ...(isOfSeries ? { series } : {}),
    title: { en: isOfSeries ? 'Human Trafficking 101' : `First aid ${index}`, es: `Trata de personas ${index}` },
    summary: { en: 'What to look for, what to do, and who to call. '.repeat(4) },
    start: `${day}T09:00`,
    end: `${day}T15:00`,
    timeZone: 'America/Chicago',
    venue: { name: 'Public Safety Training Center', street: '1000 NE 76th St', city: 'Kansas City', region: 'MO' },
    status: index % 10 === 8 ? 'draft' : 'published',
    seats: { capacity: 100, waitlist: true },
    sponsors: [partners[index % partners.length]],
  })
}

const nameOf = (kind: string, number: number) => `${kind}-${number}`
