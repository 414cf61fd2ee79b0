import type { Language } from '@training-signup/contract'
import { formatDateOf, formatMoment } from '../../core/trainings/local-time.ts'
import { readOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import type { System } from '../../platform/system.ts'

/**
 * Returns what names the day of an instant where the organizer is: in the evening, UTC is a day
 * ahead. It is for what belongs to no training.
 */
export async function readDayOf(system: Pick<System, 'db'>): Promise<(instant: string, lang: Language) => string> {
  const { timeZone } = (await readOrganizerDefaults(system)).defaults
  return (instant, lang) => formatDateOf(instant, timeZone, lang)
}

/** Returns what says an instant in words, as the clock shows it where the organizer is. */
export async function readMomentOf(system: Pick<System, 'db'>): Promise<(instant: string, lang: Language) => string> {
  const { timeZone } = (await readOrganizerDefaults(system)).defaults
  return (instant, lang) => formatMoment(instant, timeZone, lang)
}
