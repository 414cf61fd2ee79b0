import * as init from './001-init.ts'
import * as placementCounts from './002-placement-counts.ts'
import * as deliveries from './003-deliveries.ts'

/** In the order of their names; an applied one is never changed. */
export const migrations = {
  '001-init': init,
  '002-placement-counts': placementCounts,
  '003-deliveries': deliveries,
}
