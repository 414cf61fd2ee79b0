import type { EvaluationInput, TrainingInput } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'
import { type ExampleName, exampleOf } from '../../core/credit/examples.ts'
import { usualEvaluation } from '../../core/evaluation/usual.ts'
import { heldTest } from './held-answers.ts'

/** Links to a registration are good for 30 days after the training. */
const daysAgo = 14

/** Returns the last such weekday at least two weeks before `today` (like 2026-11-25). */
export function heldDay(weekday: number, today: string): string {
  const latest = Temporal.PlainDate.from(today).subtract({ days: daysAgo })
  return latest.subtract({ days: (latest.dayOfWeek - weekday + 7) % 7 }).toString()
}

export const heldSlug = (day: string): string => `first-responders-${day}`

/** Returns a training like the given one, in two half days of that day. Its place and its presenters are made up. */
export function heldTraining(like: TrainingInput, day: string): TrainingInput {
  const half = (start: string, end: string, en: string, es: string) => ({
    start: `${day}T${start}`,
    end: `${day}T${end}`,
    label: { en, es },
  })
  const sessions = [half('08:00', '12:00', 'Morning', 'Mañana'), half('13:00', '16:00', 'Afternoon', 'Tarde')]
  return {
    ...like,
    slug: heldSlug(day),
    series: undefined,
    start: `${day}T08:00`,
    end: `${day}T16:00`,
    sessions,
    attendance: 'in-and-out',
    venue: {
      name: 'Riverside Training Hall',
      street: '100 Example Street',
      city: 'Kansas City',
      region: 'MO',
      country: 'US',
    },
    presenter: { name: 'Example Training Center', trainers: ['Jordan Applegate', 'Casey Winterbourne'] },
    fields: { agency: 'optional', licenceNumber: 'optional' },
    digest: 'off',
  }
}

/** What it counts for. The number is no board’s. */
export const heldCredits = [
  { example: 'missouri-post', approval: 'confirmed', number: 'DEMO-0457', roles: ['police'] },
  { example: 'social-work', approval: 'applied', roles: ['social-work'] },
  { example: 'letter', approval: 'none', roles: [] },
] as const satisfies readonly { example: ExampleName; approval: string; number?: string; roles: readonly string[] }[]

/** Returns an example as this organizer fills it in. */
export function heldProfile(name: ExampleName) {
  const profile = exampleOf(name)
  if (name === 'missouri-post') return { ...profile, providerNumber: 'DEMO-0123' }
  return name === 'social-work' ? { ...profile, rule: { ...profile.rule, postTest: true } } : profile
}

export const heldEvaluation = (): EvaluationInput => ({
  ...usualEvaluation(),
  test: { questions: [...heldTest], pass: 2, tries: null },
})
