import { createLimits, type Limits } from '../platform/http/limits/limits.ts'
import { claimLine } from '../platform/ops/log-failure.ts'
import type { System } from '../platform/system.ts'
import { createImpressions, type Impressions } from './partners/impressions.ts'
import { createGroupCommit, type GroupCommit } from './sign-up/group-commit.ts'

/** What the running app adds to the system: it lives as long as the process. */
export interface App extends System {
  groupCommit: GroupCommit
  impressions: Impressions
  limits: Limits
}

function warnOfProxy({ log }: System): void {
  if (claimLine(log, 'proxy'))
    log.warn(
      'visitors come through a proxy that TRUSTED_PROXIES does not name, so they share one limit. Add its address, or its network',
    )
}

export function createContext(system: System): App {
  return {
    ...system,
    groupCommit: createGroupCommit(system),
    impressions: createImpressions(system),
    limits: createLimits({ ...system.config, noteOtherProxy: () => warnOfProxy(system) }, system.now),
  }
}
