import { findDateWithSeats, findLaterDate } from '../../core/trainings/next-date.ts'
import { nextOf, nextWords } from '../../core/trainings/other-date.ts'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import type { System } from '../../platform/system.ts'
import { type Button, button, pageButton } from '../compose/composed.ts'
import type { About } from './about.ts'
import type { Sentence } from './registration-mail.ts'

/** What people without a seat can do next: a sentence, and the button that leads there. */
export interface Way {
  text: Sentence
  button: Button
}

/** Returns the way to the next date of this training, if its series has one that takes sign-ups. */
export async function wayToNextDate(about: About, system: System): Promise<Way | undefined> {
  const next = await findLaterDate(system, about.stored)
  // A series may hold trainings for others, which an email must not send people to.
  return next?.input.title.en === about.stored.input.title.en ? wayTo(next, about, system) : undefined
}

/** Returns the way from the waiting list to a date of this training that has seats. */
export async function wayToSeats(about: About, system: System): Promise<Way | undefined> {
  const next = await findDateWithSeats(system, about.stored)
  return next && wayTo(next, about, system)
}

function wayTo(next: StoredTraining, { lang, stored }: About, system: System): Way {
  const { label, page } = nextOf(next, { lang, now: system.now(), publicUrl: system.config.publicUrl })
  const words = nextWords(stored.input, next, lang)
  return { text: () => words, button: button(label, page) }
}

/**
 * Returns the way back for people who lost their seat: to register again while there are seats, or
 * else for the next date, or else for a place on the waiting list.
 */
export async function wayBack(about: About, system: System): Promise<Way | undefined> {
  const again: Way = { text: (tell) => tell('mail.again'), button: pageButton(about) }
  const { state } = about.training
  if (state === 'open' || state === 'few') return again
  return (await wayToNextDate(about, system)) ?? (state === 'waitlist' ? again : undefined)
}

/** Adds the sentence of a way to a text. */
export const withWay =
  (text: Sentence, way: Way | undefined): Sentence =>
  (tell) =>
    way ? `${text(tell)} ${way.text(tell)}` : text(tell)

export const wayButtons = (way: Way | undefined): Button[] => (way ? [way.button] : [])
