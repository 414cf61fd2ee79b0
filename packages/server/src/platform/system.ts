import type { ActorKind } from '@training-signup/contract'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import type { Meter } from './ops/meter.ts'
import type { SendMail } from './outgoing-mail.ts'
import type { SteadyClock } from './steady-clock.ts'

/**
 * Resolves a webhook receiver's host to addresses; rejects hosts that only an operator may allow.
 */
export type ResolveHost = (host: string, by: { isTrusted: boolean }) => Promise<string[]>

/** Who acts. An organizer is known by their account, or by the key that a program uses. */
export interface Actor {
  kind: ActorKind
  account?: string
  /** The id of the request’s entry in the audit log. */
  entry?: string | undefined
}

/**
 * What the server gets from outside. Clock, ids, and randomness come from here, so that tests can
 * control them.
 */
export interface System {
  config: Config
  /** The secret from which the keys of form tokens and links are derived. */
  authSecret: string
  db: Database
  log: Logger
  /** Returns the current instant by the database's clock. */
  now: () => Date
  /** Measures and waits. `now` may be corrected and jump. */
  steadyClock: SteadyClock
  /** Returns a new row id, a UUIDv7: random ids would scatter inserts over the whole index. */
  newId: () => string
  /** Returns `count` random bytes. */
  randomBytes: (count: number) => Uint8Array
  /** Absent without a configured mail server; mails wait. */
  sendMail: SendMail | undefined
  /** Resolves the hosts of webhook receivers. */
  resolveHost: ResolveHost
  /** Absent unless the operator asked for metrics. */
  meter?: Meter | undefined
  /** Whether the server is shutting down and takes no new work. */
  isStopping: () => boolean
  /**
   * Who asked for the work, for the history of registrations; absent where the action says so
   * itself.
   */
  actor?: Actor
}
