import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { createLimits, type Limits } from './http/limits.ts'
import type { SendMail } from './mail/mail.ts'
import type { CachedPartner } from './partners/partners.ts'
import { createPlacements, type Placements } from './partners/placements.ts'
import { type Admission, createAdmission } from './sign-up/group-commit.ts'
import type { SteadyClock } from './steady-clock.ts'
import type { StoredTraining } from './trainings/trainings.ts'
import type { ResolveHost } from './webhooks/deliver.ts'

/**
 * What the server gets from outside. Clock, ids, and randomness come from here, so that tests can
 * control them.
 */
export interface Parts {
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
  /** Whether the server is shutting down and takes no new work. */
  isStopping: () => boolean
}

export interface Deps extends Parts {
  admission: Admission
  placements: Placements
  limits: Limits
  /** Cached by slug. Every use compares the entry's revision with the database. */
  trainingCache: Map<string, StoredTraining>
  partnerCache: Map<string, CachedPartner>
}

export function createDeps(parts: Parts): Deps {
  return {
    ...parts,
    admission: createAdmission(parts),
    placements: createPlacements(parts),
    limits: createLimits(parts.config, parts.now),
    trainingCache: new Map(),
    partnerCache: new Map(),
  }
}
