import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { test } from 'mocha'
import { pino } from 'pino'
import { afterTest } from '../../testing/servers/after-test.ts'
import { RelayFailed } from '../outgoing-mail.ts'
import { ProblemError } from '../problem.ts'
import type { System } from '../system.ts'
import { logFailure, sayIfRecovered } from './log-failure.ts'

const fullDisk = () => Object.assign(new Error('database or disk is full'), { errcode: 13 })

test('while the database cannot be used, one line a minute says so, whatever fails because of it', () => {
  let now = 0
  afterTest(() => mock.restoreAll())
  mock.method(performance, 'now', () => now)
  const lines: { msg: string; code?: unknown; at?: string[] }[] = []
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
  const failSome = () => {
    for (let count = 0; count < 50; count++) {
      logFailure(log, new ProblemError('busy', { cause: fullDisk() }), { route: '/a' }, 'a request failed')
      logFailure(log, fullDisk(), { job: 'b' }, 'a job failed')
    }
  }
  failSome()
  now += 59_000
  failSome()
  assert.equal(lines.length, 1)
  now += 1_000
  failSome()
  assert.deepEqual(
    lines.map(({ code, at }) => ({ code, at })),
    [
      { code: 13, at: undefined },
      { code: 13, at: undefined },
    ],
  )
  // Another cause is news, and a mistake of ours is always logged with its place.
  logFailure(log, Object.assign(new Error('gone'), { code: '57P01' }), {}, 'a request failed')
  for (const _ of [1, 2]) logFailure(log, new TypeError('a bug'), {}, 'a request failed')
  assert.deepEqual(
    lines.slice(2).map(({ msg, at }) => [msg.slice(0, 16), at !== undefined]),
    [
      ['can’t use the da', false],
      ['a request failed', true],
      ['a request failed', true],
    ],
  )
})

test('once the database has taken a write and failed no one for ten seconds, one line says so', async () => {
  let [now, isFull] = [0, true]
  afterTest(() => mock.restoreAll())
  mock.method(performance, 'now', () => now)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line).msg.slice(0, 22)) })
  const write = async () => {
    if (isFull) throw fullDisk()
  }
  const db = { beat: write } as unknown as System['db']
  const look = () => sayIfRecovered({ log, db, now: () => new Date(0) })
  const fail = () => logFailure(log, fullDisk(), {}, 'a request failed')

  await look()
  fail()
  now += 10_000
  await assert.rejects(look())
  isFull = false
  now += 5_000
  fail()
  now += 9_999
  await look()
  assert.deepEqual(lines, ['can’t use the database'])
  now += 1
  await look()
  await look()
  // What fails next is news again, though the minute is not over.
  fail()
  assert.deepEqual(lines, ['can’t use the database', 'the database works aga', 'can’t use the database'])
})

test('a mail server that is gone is no database that is gone', async () => {
  const lines: { msg: string; code?: unknown; at?: string[] }[] = []
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
  const silent = Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT', command: 'DATA' })
  for (const error of [new RelayFailed('ETIMEDOUT'), silent]) logFailure(log, error, {}, 'could not send a code')
  assert.deepEqual(
    lines.map(({ msg, code }) => [msg, code]),
    [
      ['could not send a code', 'ETIMEDOUT'],
      ['could not send a code', 'ETIMEDOUT'],
    ],
  )
})
