import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

// Only against what hangs: a busy machine may take long.
const usualPatienceMs = 180_000

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, patienceMs = usualPatienceMs): Promise<void> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(20)) if (await isSo()) return
  assert.fail('waited in vain')
}
