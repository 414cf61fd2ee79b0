const checkMs = 60_000

/**
 * Follows the database's clock, so that all processes agree on deadlines and leases. Reads it at
 * the start and every minute, and counts on in between by a steady clock that changes of the
 * machine's clock do not affect.
 * @param onSilence called when the database does not respond; counting on is then the best estimate
 */
export async function followClock(
  databaseClock: () => Promise<Date>,
  onSilence: () => void,
): Promise<{ now: () => Date; stop: () => void }> {
  let originMs = 0
  const measure = async () => {
    const before = performance.now()
    const theirs = (await databaseClock()).getTime()
    originMs = theirs - (before + performance.now()) / 2
  }
  await measure()
  const timer = setInterval(() => void measure().catch(onSilence), checkMs).unref()
  return { now: () => new Date(originMs + performance.now()), stop: () => clearInterval(timer) }
}
