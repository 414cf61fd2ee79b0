import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { createLimits, type Limits } from './http/limits.ts'
import type { SendMail } from './mail/mail.ts'
import type { KnownPartner } from './partners/partners.ts'
import { createPlacements, type Placements } from './partners/placements.ts'
import { type Admission, createAdmission } from './sign-up/group-commit.ts'
import type { SteadyClock } from './steady-clock.ts'
import type { StoredTraining } from './trainings/trainings.ts'
import type { ResolveHost } from './webhooks/deliver.ts'

/** What the server is handed from outside. Clock, ids and randomness come from here, so that tests can own them. */
export interface Parts {
  config: Config
  /** From which the keys of form tokens and links are derived. */
  authSecret: string
  db: Database
  log: Logger
  /** The present instant by the database's clock. */
  now: () => Date
  /** For measuring and for waiting, where `now` may be corrected. */
  steadyClock: SteadyClock
  /** A new row id, UUIDv7: random ones would scatter the inserts over the whole index. */
  newId: () => string
  /** `count` random bytes. */
  randomBytes: (count: number) => Uint8Array
  /** Absent where no mail server is configured: mails wait. */
  sendMail: SendMail | undefined
  /** Where receivers of webhooks are. */
  resolveHost: ResolveHost
  /** Whether the server has been told to stop and takes no new work. */
  isStopping: () => boolean
}

export interface Deps extends Parts {
  admission: Admission
  placements: Placements
  limits: Limits
  /** By slug. Every use of an entry is checked against the revision in the database. */
  trainingCache: Map<string, StoredTraining>
  partnerCache: Map<string, KnownPartner>
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
