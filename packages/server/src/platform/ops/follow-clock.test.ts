import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, test } from 'mocha'
import { followClock } from './follow-clock.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

describe('the clock that follows the database’s', () => {
  const database = { ms: Date.parse('2027-01-10T12:00:00Z'), isAway: false }
  let countedMs = 0
  let silences = 0
  let clock: Awaited<ReturnType<typeof followClock>>
  const pass = (ms: number) => {
    countedMs += ms
    database.ms += ms
  }
  const off = () => clock.now().getTime() - database.ms

  beforeEach(async () => {
    mock.timers.enable({ apis: ['Date', 'setInterval'], now: 0 })
    mock.method(performance, 'now', () => countedMs)
    database.isAway = false
    silences = 0
    const ask = async () => {
      if (database.isAway) throw new Error('away')
      return new Date(database.ms)
    }
    clock = await followClock(ask, () => {
      silences += 1
    })
  })
  afterEach(() => {
    clock.stop()
    mock.timers.reset()
    mock.restoreAll()
  })

  test('goes on where the machine’s clock is set, ahead or back', () => {
    assert.equal(off(), 0)
    pass(20_000)
    for (const machineMs of [Date.parse('2099-01-01T00:00:00Z'), 0]) {
      mock.timers.setTime(machineMs)
      assert.equal(off(), 0)
    }
  })

  test('takes what the database says every minute', async () => {
    database.ms += 5 * minuteMs
    assert.equal(off(), -5 * minuteMs)
    mock.timers.tick(minuteMs)
    await turn()
    assert.equal(off(), 0)
  })

  test('counts on while the database is away, and says so', async () => {
    database.isAway = true
    pass(hourMs)
    mock.timers.tick(minuteMs)
    await turn()
    assert.equal(silences, 1)
    assert.equal(off(), 0)
  })

  test('takes half of the way to the database and back for the time that the answer took', async () => {
    const slow = await followClock(
      async () => {
        pass(400)
        return new Date(database.ms - 200)
      },
      () => {},
    )
    assert.equal(slow.now().getTime() - database.ms, 0)
    slow.stop()
  })
})
