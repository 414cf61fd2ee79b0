const stepMs = 250

/**
 * Calls back after a time in which this process ran. On a machine that stood still, or had no time
 * for it, a timer ends before the answer is read that has come long since.
 * @returns what calls it off
 */
export function afterRunning(ms: number, callback: () => void): () => void {
  let left = Math.ceil(ms / stepMs)
  const timer = setTimeout(() => {
    left -= 1
    if (left > 0) timer.refresh()
    else callback()
  }, stepMs)
  return () => clearTimeout(timer)
}
