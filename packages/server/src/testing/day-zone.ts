/**
 * A time zone where it is early afternoon: at night, a mail to people on the waiting list would
 * wait for the morning.
 */
export function dayZone(now: Date) {
  const ahead = 14 - now.getUTCHours()
  // In these names the sign is reversed: Etc/GMT-2 is two hours ahead.
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}
