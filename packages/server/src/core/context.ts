import { createLimits, type Limits } from '../platform/http/limits/limits.ts'
import type { System } from '../platform/system.ts'
import { createPlacements, type Placements } from './partners/placements.ts'
import { createGroupCommit, type GroupCommit } from './sign-up/group-commit.ts'

/** What the running app adds to the system: it lives as long as the process. */
export interface App extends System {
  groupCommit: GroupCommit
  placements: Placements
  limits: Limits
}

export function createContext(system: System): App {
  return {
    ...system,
    groupCommit: createGroupCommit(system),
    placements: createPlacements(system),
    limits: createLimits(system.config, system.now),
  }
}
