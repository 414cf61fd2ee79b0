const checkMs = 60_000

/**
 * The database's clock, so that all processes agree on deadlines and leases. It is asked at the start and every minute, and
 * counted on in between by what no step of the machine's clock touches.
 * @param onSilence called when the database cannot be asked: then what is counted on is the best there is
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
