/** Where it is early in the afternoon: at night a mail to whoever waits for a seat would wait for the morning. */
export function dayZone(now: Date) {
  const ahead = 14 - now.getUTCHours()
  // The signs of these names are the other way round.
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}
