import { bulkActionNames } from '@training-signup/contract'
import { actNames } from '../../organizers/pages/trainings/acts.ts'

/**
 * What pressing a button can do to people and to what there is, for each action of a page.
 *
 * - `asked`: it emails people or ends something. Its own page asks before, or the one that is named.
 * - `enter`: it emails people, from a form that says so. Enter in a field shows the form again.
 * - `harmless`: it emails no one and ends nothing, or can be undone.
 */
export type PageAction = 'asked' | 'enter' | 'harmless' | { askedBy: string }

const each = (names: readonly string[], action: PageAction) => Object.fromEntries(names.map((name) => [name, action]))

export const pageActions: Record<string, PageAction> = {
  ...each(
    actNames.map((name) => `POST /trainings/:slug/${name}`),
    'asked',
  ),
  ...Object.fromEntries(
    bulkActionNames.flatMap((name) => [
      [`POST /trainings/:slug/bulk/${name}/preview`, 'harmless'],
      [`POST /trainings/:slug/bulk/${name}`, { askedBy: `POST /trainings/:slug/bulk/${name}/preview` }],
    ]),
  ),
  'POST /trainings/:slug/import': { askedBy: 'POST /trainings/:slug/import/preview' },
  // Both are about what was asked about when it was decided.
  ...each(['POST /bulk-actions/:id/run', 'POST /bulk-actions/:id/undo'], 'harmless'),
  ...each(
    [
      'POST /registrations/:id/approve',
      'POST /registrations/:id/decline',
      'POST /registrations/:id/promote',
      'POST /registrations/:id/cancel',
      'POST /registrations/:id/erase',
      'POST /registrations/:id/give-up',
      'POST /groups/:reference/approve',
      'POST /groups/:reference/decline',
      'POST /groups/:reference/cancel',
      'POST /trainings/:slug/duplicates/:id/keep',
      'POST /trainings/:slug/requests/:id/vouch',
      'POST /trainings/:slug/requests/:id/end',
      'POST /partners/:slug/delete',
      'POST /partners/:slug/report-link/end',
      'POST /partners/:slug/placements/:id/remove',
      'POST /messages/:id/delete',
      'POST /messages/templates/:id/delete',
      'POST /trainings/:slug/attendance/close',
      'POST /profiles/:id/remove',
      'POST /trainings/:slug/evaluation/remove',
      'POST /trainings/:slug/evaluation/send',
      'POST /trainings/:slug/evaluation/tries',
      'POST /trainings/:slug/credit/send',
      'POST /trainings/:slug/credit/ask',
      'POST /trainings/:slug/credit/:serial/replace',
      'POST /trainings/:slug/credit/:serial/revoke',
      'POST /trainings/:slug/credit/:serial/again',
      'POST /webhooks/:id/finish',
      'POST /webhooks/:id/delete',
      'POST /account/sessions/end',
      'POST /account/passkeys/:id/remove',
      'POST /accounts/:id/remove',
      'POST /keys/:id/end',
      'POST /door/:slug/:id/seat',
    ],
    'asked',
  ),
  ...each(
    [
      'POST /trainings/:slug/edit',
      'POST /trainings/:slug/attendance/people/:id',
      'POST /registrations/:id/license',
      'POST /trainings/:slug/credit/edit',
      'POST /trainings/:slug/evaluation/edit',
      'POST /profiles/new',
      'POST /profiles/:id',
      'POST /trainings/:slug/add',
      'POST /door/:slug/walk-in',
      'POST /trainings/:slug/register',
      'POST /registrations/:id/replace',
      'POST /registrations/:id/correct',
      'POST /registrations/:id/move',
      'POST /registrations/:id/extra-seat',
      'POST /messages/:id',
      'POST /accounts/new',
      'POST /agencies/merge',
    ],
    'enter',
  ),
  ...each(
    [
      'POST /organizer',
      'POST /trainings/new',
      'POST /trainings/:slug/attendance/paper',
      'POST /trainings/:slug/attendance/paper/undo',
      'POST /trainings/:slug/attendance/decide',
      'POST /trainings/:slug/attendance/reopen',
      // It can be taken back.
      'POST /trainings/:slug/evaluation/quotes',
      'POST /trainings/:slug/copy',
      'POST /trainings/:slug/preview',
      // It goes to the person who asks for it.
      'POST /trainings/:slug/test-email',
      'POST /trainings/:slug/import/preview',
      'POST /trainings/:slug/bulk/message',
      'POST /registrations/:id/accommodation',
      // It goes to the person themselves, once, and says what they were told before.
      'POST /registrations/:id/send-again',
      'POST /registrations/:id/approve/preview',
      'POST /registrations/:id/decline/preview',
      'POST /trainings/:slug/duplicates/:id/apart',
      // Late arrivals still get in, and it can be taken back.
      'POST /door/:slug/opened-seats',
      'POST /door/:slug/kept-seats',
      // It ends one's own session, as signing out does.
      'POST /door/:slug/kiosk',
      'POST /door/:slug/kiosk/check-in',
      'POST /door/:slug/:id/check-in',
      'POST /door/:slug/:id/check-out',
      'POST /door/:slug/:id/undo',
      'POST /partners/new',
      'POST /partners/:slug',
      // The first link ends nothing. The page of another one asks.
      'POST /partners/:slug/report-link',
      'POST /partners/:slug/placements',
      'POST /partners/:slug/placements/:id/check',
      'POST /messages/new',
      'POST /trainings/:slug/reminders',
      'POST /trainings/:slug/reminders/preview',
      // It waits, and can be taken back.
      'POST /messages/:id/schedule',
      'POST /messages/:id/unschedule',
      // The email was decided on before, and has not arrived.
      'POST /emails/:id/retry',
      'POST /emails/:id/returned',
      'POST /emails/:id/arrived',
      'POST /webhooks',
      'POST /webhooks/:id',
      'POST /webhooks/:id/on',
      'POST /webhooks/:id/off',
      'POST /webhooks/:id/rotate',
      'POST /webhooks/:id/test',
      'POST /webhooks/:id/deliveries/:delivery/replay',
      'POST /account',
      'POST /account/passkeys',
      'POST /account/passkeys/options',
      'POST /accounts/:id',
      'POST /agencies/split',
      'POST /agencies/undo',
      'POST /keys',
      'POST /sign-out',
      'POST /account/language',
      'POST /account/columns',
      'POST /session',
      // The code goes to the person who asks for it.
      'POST /confirm',
      'POST /confirm/code',
      'POST /confirm/passkey',
      'POST /confirm/passkey/options',
    ],
    'harmless',
  ),
}
