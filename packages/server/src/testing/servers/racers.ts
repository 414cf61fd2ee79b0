import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Ended, Order } from './racer.ts'

/** Starts processes that race each other over one database. */
export const startRacers = (count: number, url: string): Promise<ChildProcess[]> =>
  Promise.all(Array.from({ length: count }, () => startRacer(url)))

async function startRacer(url: string): Promise<ChildProcess> {
  const racer = fork(new URL('racer.ts', import.meta.url), [url], { execArgv: [] })
  await answerOf(racer)
  return racer
}

async function answerOf(racer: ChildProcess): Promise<unknown> {
  const stop = new AbortController()
  const failed = once(racer, 'exit', stop).then(([code]) => assert.fail(`a racer ended with code ${code}`))
  failed.catch(() => {})
  try {
    const [answer] = await Promise.race([once(racer, 'message', stop), failed])
    return answer
  } finally {
    stop.abort()
  }
}

/** Sends each racer its task, all at the same time, and returns what they answer. */
export async function raceAll(racers: ChildProcess[], orderOf: (index: number) => Order): Promise<Ended[]> {
  const answers = racers.map((racer, index) => {
    const answer = answerOf(racer)
    racer.send(orderOf(index))
    return answer
  })
  return ((await Promise.all(answers)) as Ended[][]).flat()
}

export const endRacers = (racers: ChildProcess[]) => Promise.all(racers.map(endRacer))

async function endRacer(racer: ChildProcess) {
  if (racer.exitCode !== null || racer.signalCode !== null) return
  const gone = once(racer, 'exit')
  racer.kill('SIGKILL')
  await gone
}
