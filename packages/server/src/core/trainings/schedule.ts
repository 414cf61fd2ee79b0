import type { TrainingInput } from '@training-signup/contract'
import { instantOf } from './local-time.ts'

/** When and where a training takes place, as far as news of it names that. */
export interface Schedule {
  startsAt: string
  timeZone: string
  /** undefined: online only. */
  place?: string | undefined
}

export const scheduleOf = ({ start, timeZone, venue }: TrainingInput): Schedule => ({
  startsAt: instantOf(start, timeZone),
  timeZone,
  place: venue && [venue.name, venue.street, venue.city].filter(Boolean).join(', '),
})
