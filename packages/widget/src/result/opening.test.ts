import { expect } from '@open-wc/testing'
import { Opening } from './opening.ts'

interface Timer {
  delay: number
  act: () => void
}

/** setTimeout as the opening sees it, in a time of our own. */
function ownTime(run: (timers: (Timer | undefined)[], pass: (ms: number) => void) => void) {
  const real = { setTimeout, clearTimeout, now: Date.now }
  let now = Date.parse('2026-11-01T00:00:00Z')
  const timers: (Timer | undefined)[] = []
  Object.assign(globalThis, {
    setTimeout: (act: () => void, delay: number) => timers.push({ delay, act }),
    clearTimeout: (id: number | undefined) => {
      if (id) timers[id - 1] = undefined
    },
  })
  Date.now = () => now
  try {
    run(timers, (ms) => (now += ms))
  } finally {
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout })
    Date.now = real.now
  }
}

const upcoming = (opensAt: string) => ({ state: 'upcoming', opensAt }) as const

describe('the opening of a registration', () => {
  it('comes by the clock of the server, not of the device', () =>
    ownTime((timers) => {
      const opening = new Opening(() => {})
      opening.setClock('2026-11-01T06:00:00Z')
      opening.watch(upcoming('2026-11-01T06:00:30Z'))
      expect(timers[0]?.delay).to.equal(30_000)
    }))

  it('may be months away: no timer is longer than a browser can wait, and the last one ends at the hour', () =>
    ownTime((timers, pass) => {
      const opensAt = '2027-03-01T00:00:00Z'
      const isOpen = () => Date.now() >= Date.parse(opensAt)
      // What is asked for in the meantime is still upcoming, and watched again.
      const opening: Opening = new Opening(() => isOpen() || opening.watch(upcoming(opensAt)))
      opening.watch(upcoming(opensAt))
      for (let next = 0; next < timers.length; next++) {
        const { delay = 0, act } = timers[next] ?? {}
        expect(delay).to.be.at.most(2 ** 31 - 1)
        pass(delay)
        act?.()
      }
      expect(Date.now()).to.equal(Date.parse(opensAt))
      expect(timers.length).to.be.greaterThan(2)
    }))

  it('is asked for again after a while, not right away, where the answer is still the old one', () =>
    ownTime((timers) => {
      const training = upcoming('2026-11-01T00:00:00Z')
      const opening: Opening = new Opening(() => opening.watch(training))
      opening.watch(training)
      timers[0]?.act()
      expect(timers[1]?.delay).to.be.at.least(1000)
    }))

  it('is not waited for once canceled, nor of a training that is open or names no hour', () =>
    ownTime((timers) => {
      const opening = new Opening(() => {})
      opening.watch({ state: 'open', opensAt: '2026-11-02T00:00:00Z' })
      opening.watch({ state: 'upcoming' })
      expect(timers).to.have.length(0)
      opening.watch(upcoming('2026-11-02T00:00:00Z'))
      opening.cancel()
      expect(timers[0]).to.equal(undefined)
    }))
})
