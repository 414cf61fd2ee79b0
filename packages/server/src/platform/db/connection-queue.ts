import { AsyncLocalStorage } from 'node:async_hooks'
import { afterRunning } from './running-time.ts'

/** What a process’s connections are for, the most urgent first. */
const shares = ['sign-ups', 'pages', 'jobs'] as const
export type Share = (typeof shares)[number]

/** How long to wait for a connection, whether a free one or a new one. */
export const connectionPatienceMs = 3_000
// No one waits for a job. This only ends what would never end.
const jobPatienceMs = 60_000
const crowdedPauseMs = 200

const current = new AsyncLocalStorage<Share>()

/** Has whatever `work` asks of the database use the connections of a share; else they are the pages’. */
export const inShare = <T>(share: Share, work: () => T): T => current.run(share, work)

/** Returns whether this is asked for by a job, which no one waits for. */
export const isOfJob = (): boolean => current.getStore() === 'jobs'

/** Returns whether a server has no connection left, or is still starting. */
export const isCrowded = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['53300', '57P03'].includes(String(error.code))

/** How many connections a process may have now, and how many are in use and waited for. */
export interface ConnectionUse {
  most: number
  using: Readonly<Record<Share, number>>
  waiting: Readonly<Record<Share, number>>
}

/** One that waits for a connection, or has one. */
interface Place {
  share: Share
  begin: () => void
  fail: (error: Error) => void
}

/**
 * Shares the connections of a process. A free one goes to the first that waits for a sign-up, then
 * to a page, then to a job. Pages and jobs leave one to sign-ups, and jobs leave half of the others
 * to pages: sign-ups never wait for pages or jobs, however many there are.
 */
export class ConnectionQueue {
  readonly #most: number
  readonly #using: Record<Share, number> = { 'sign-ups': 0, pages: 0, jobs: 0 }
  readonly #lines: Record<Share, Place[]> = { 'sign-ups': [], pages: [], jobs: [] }
  #limit: number
  #raising: NodeJS.Timeout | undefined

  constructor(most: number) {
    this.#most = most
    this.#limit = most
  }

  /**
   * Opens a connection for the work that asks, or takes an open one, when it is its turn. While the
   * server has none left, the process makes do with those that it has, and the place is kept.
   * @returns the connection, and the share to give it back to
   * @throws {Error} when it waited too long, or what `open` throws
   */
  async take<T>(open: () => Promise<T>): Promise<{ taken: T; share: Share }> {
    const share = current.getStore() ?? 'pages'
    const place: Place = { share, begin: () => {}, fail: () => {} }
    let isOver = false
    const stop = afterRunning(share === 'jobs' ? jobPatienceMs : connectionPatienceMs, () => {
      isOver = true
      this.#leave(place)
    })
    this.#lines[share].push(place)
    try {
      for (;;) {
        await this.#turn(place)
        try {
          return { taken: await open(), share }
        } catch (error) {
          if (isOver || !isCrowded(error)) {
            this.give(share)
            throw error
          }
          this.#makeDo(place)
        }
      }
    } finally {
      stop()
    }
  }

  give(share: Share): void {
    this.#using[share] -= 1
    this.#serve()
  }

  use(): ConnectionUse {
    const { 'sign-ups': signUps, pages, jobs } = this.#lines
    const waiting = { 'sign-ups': signUps.length, pages: pages.length, jobs: jobs.length }
    return { most: this.#limit, using: { ...this.#using }, waiting }
  }

  #turn(place: Place): Promise<void> {
    return new Promise((resolve, reject) => {
      Object.assign(place, { begin: resolve, fail: reject })
      this.#serve()
    })
  }

  #makeDo(place: Place): void {
    this.#using[place.share] -= 1
    this.#lines[place.share].unshift(place)
    this.#limit = this.#inUse()
    clearTimeout(this.#raising)
    this.#raising = setTimeout(() => {
      this.#limit = this.#most
      this.#serve()
    }, crowdedPauseMs)
  }

  #leave(place: Place): void {
    const line = this.#lines[place.share]
    if (!line.includes(place)) return
    line.splice(line.indexOf(place), 1)
    place.fail(new Error('No connection became free'))
  }

  #serve(): void {
    for (const share of shares)
      while (this.#mayTake(share)) {
        const place = this.#lines[share].shift()
        if (!place) break
        this.#using[share] += 1
        place.begin()
      }
  }

  #inUse(): number {
    return this.#using['sign-ups'] + this.#using.pages + this.#using.jobs
  }

  #mayTake(share: Share): boolean {
    if (this.#inUse() >= this.#limit) return false
    const { pages, jobs } = this.#using
    // A process that may open only one has none to leave.
    const others = Math.max(1, this.#limit - 1)
    const isLeft = pages + jobs < others
    return share === 'sign-ups' || (isLeft && (share === 'pages' || jobs < Math.max(1, Math.floor(others / 2))))
  }
}
