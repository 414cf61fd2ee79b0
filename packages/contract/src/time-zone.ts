import { z } from 'zod'

/**
 * Time zones that were found valid: making a formatter takes longer than all other checks of a
 * training.
 */
const validTimeZones = new Set<string>()

function isTimeZone(value: string): boolean {
  if (validTimeZones.has(value)) return true
  // Intl accepts offsets like +06:00 too, but they do not follow daylight saving time.
  if (!/^[A-Z]/i.test(value)) return false
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions()
    // Not other spellings, of which there is no end.
    if (timeZone === value) validTimeZones.add(value)
    return true
  } catch {
    return false
  }
}

export const timeZone = z.string().max(60).refine(isTimeZone, 'Use an IANA time zone like America/Chicago.')
