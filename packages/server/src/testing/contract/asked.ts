import type { TrainingDraft } from '@training-signup/contract'
import type { ProblemName } from '../../platform/problem.ts'
import type { TestApp } from '../servers/test-app.ts'
import { changeTraining } from './states.ts'

/** A request to an operation, without what every request to it needs. */
export interface Asked {
  /** What its path may name. */
  path?: object
  query?: Record<string, string>
  /** Sent as JSON, unless it is bytes. */
  body?: object
  headers?: Record<string, string>
}

/** Brings the server into a state, and returns what is asked then. */
export type Ask = (running: TestApp) => Asked | Promise<Asked>

export interface Case {
  /** Requests that succeed. The refusals that many operations have are made from the first. */
  good: [Ask, ...Ask[]]
  /** A request for each refusal that needs a state of its own. */
  refused?: Partial<Record<ProblemName, Ask>>
}

type State<T> = (running: TestApp) => Promise<T>

/**
 * Asks about something. Its slug, id, and reference stand in the path, as far as the path has them.
 */
export const about =
  <T extends object>(state: State<T>, ask: (one: T) => Asked = () => ({})): Ask =>
  async (running) => {
    const one = await state(running)
    return { path: one, ...ask(one) }
  }

/** A state, and then something that happens to it. */
export const after =
  <T extends object>(state: State<T>, happen: (running: TestApp, one: T) => unknown): State<T> =>
  async (running) => {
    const one = await state(running)
    await happen(running, one)
    return one
  }

/** A state, and then a change of its training. */
export const changed = <T extends { slug: string }>(state: State<T>, patch: Partial<TrainingDraft>): State<T> =>
  after(state, (running, { slug }) => changeTraining(running, slug, patch))

export const cancelled = { status: 'cancelled' } as const
export const withdrawn = { status: 'withdrawn' } as const
export const hasBegun = { start: '2027-01-10T05:00', end: '2027-01-10T20:00' }
export const page = { limit: '1' }
export const inTraining = ({ slug }: { slug: string }) => ({ query: { training: slug, ...page } })
export const twice = <T>(one: T): [T, T] => [one, one]
