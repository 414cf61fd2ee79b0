import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

const sampleMs = 200
const leastIdle = 0.85
let patienceMs = 30_000

/**
 * Waits until the others on this machine leave it alone for a moment; all waits together no longer
 * than half a minute.
 */
export async function waitForCalm() {
  while (patienceMs > 0) {
    const before = timesOfAll()
    await pause(sampleMs)
    const after = timesOfAll()
    if ((after.idle - before.idle) / (after.all - before.all) >= leastIdle) return
    patienceMs -= sampleMs
  }
}

function timesOfAll() {
  const times = cpus().map((cpu) => cpu.times)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  return { idle, all: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) }
}
