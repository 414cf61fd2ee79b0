import { openableSeats, waitingForSeat } from '../contract/door-cases.ts'
import { registered } from '../contract/states.ts'
import { atDoor, changing, rule } from './access-rules.ts'
import type { PageRule } from './page-rule.ts'

/** Who may open the pages of a door. In a kiosk, no one has an account. */
export const doorPageRules: Record<string, PageRule> = {
  'GET /door': rule('owner organizer door', 'free'),
  'GET /door/:slug': { ...atDoor, state: registered },
  'GET /door/:slug/walk-in': { ...atDoor, state: registered },
  'POST /door/:slug/walk-in': { ...atDoor, state: registered },
  'GET /door/:slug/kept': { ...atDoor, state: registered },
  'GET /door/:slug/kiosk': { ...atDoor, state: registered },
  'POST /door/:slug/kiosk': { ...atDoor, state: registered },
  'POST /door/:slug/kiosk/check-in': { ...atDoor, state: registered },
  'POST /door/:slug/opened-seats': { ...changing('object'), state: openableSeats },
  'POST /door/:slug/kept-seats': { ...changing('object'), state: openableSeats },
  'GET /door/:slug/:id/seat': { ...atDoor, state: waitingForSeat },
  'POST /door/:slug/:id/seat': { ...atDoor, state: waitingForSeat },
  'POST /door/:slug/:id/check-in': { ...atDoor, state: registered },
  'POST /door/:slug/:id/check-out': { ...atDoor, state: registered },
  'POST /door/:slug/:id/undo': { ...atDoor, state: registered },
}
