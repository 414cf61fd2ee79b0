import type { CheckCode, TrainingChecklist, TrainingInput } from '@training-signup/contract'
import { instantOf } from '../../../core/trainings/local-time.ts'

type Point = TrainingChecklist['points'][number]
type Title = TrainingInput['title']

/** A number that was called longer ago may lead elsewhere by now. */
const checkedForMs = 365 * 24 * 60 * 60_000

/**
 * Returns what to look at before a training is published. What it does not have needs no look.
 * `clashes` are the titles of trainings that need the same place or trainer at the same time.
 */
export function checklistOf(training: TrainingInput, now: Date, clashes: readonly Title[] = []): Point[] {
  const { seats, organizer, contact, helplines = [], start, timeZone, venue } = training
  const point = (code: CheckCode, isDone: boolean, pointer: string): Point => ({ code, isDone, pointer })
  const missing = englishOnly(training)
  const since = new Date(now.getTime() - checkedForMs).toISOString().slice(0, 10)
  return [
    point('start', now.toISOString() < instantOf(start, timeZone), '/start'),
    ...(clashes.length === 0 ? [] : [{ ...point('clash', false, '/start'), titles: [...clashes] }]),
    point('seats', seats.capacity !== null, '/seats/capacity'),
    point('organizer', organizer !== undefined, '/organizer/name'),
    point('contact', Boolean(contact?.email || contact?.phone), '/contact/email'),
    ...(helplines.length === 0
      ? []
      : [
          point(
            'helplines',
            helplines.every(({ checkedOn = '' }) => checkedOn >= since),
            '/helplines',
          ),
        ]),
    ...(venue ? [point('accessibility', venue.accessibility !== undefined, '/venue/accessibility')] : []),
    { ...point('spanish', missing.length === 0, missing[0] ?? '/title'), missing },
    point('privacy', organizer?.privacyUrl !== undefined, '/organizer/privacyUrl'),
  ]
}

/** Returns where texts are that have no Spanish. */
function englishOnly(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value) return 'es' in value ? [] : [path]
  return Object.entries(value).flatMap(([key, one]) => englishOnly(one, `${path}/${key}`))
}
