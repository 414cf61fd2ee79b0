import { account as accountOf } from '../contract/account-states.ts'
import { creditedTraining, creditProfile } from '../contract/credit-cases.ts'
import { cameEarly } from '../contract/day-cases.ts'
import { askingTraining } from '../contract/evaluation-cases.ts'
import { draftedMessage, partner, registeredIn, training, webhookThatIs } from '../contract/states.ts'
import { someone, type TestApp } from '../servers/test-app.ts'

type Values = Record<string, string | string[]>

/** A form that changes something that two people can have open. */
export interface SavingForm {
  /** Brings the server into a state, and returns the paths of the page and of what its form calls. */
  open: (running: TestApp) => Promise<{ page: string; action: string }>
  /** What two people change apart from each other. */
  one: Values
  other: Values
  /** What the other one changes the first field to. Omitted: the same with something after it. */
  theirs?: string
  /** The button that saves, and what is always asked. */
  button?: Values
  /** Whether what was merged is looked at before it is stored. */
  isLookedAt?: boolean
}

const at = (page: string, action = page) => ({ page, action })

export const savingForms: Record<string, SavingForm> = {
  'POST /trainings/:slug/edit': {
    open: async (running) => at(`/trainings/${(await training(running)).slug}/edit`),
    one: { 'title.en': 'Mine' },
    other: { 'bring.en': 'A coat' },
    button: { do: 'save' },
    isLookedAt: true,
  },
  'POST /organizer': {
    open: async ({ admin }) => {
      // There is only one: it is as it was before.
      const before = { organizer: { name: 'County' }, timeZone: 'America/Chicago' }
      await admin('PUT', '/organizer', before, { 'If-Match': '*' })
      return at('/organizer')
    },
    one: { 'organizer.name': 'Jackson County' },
    other: { 'contact.phone': '816-555-0100' },
    button: { do: 'save' },
  },
  'POST /profiles/:id': {
    open: async (running) => at(`/profiles/${(await creditProfile(running)).id}`),
    one: { 'name.en': 'Deputies' },
    other: { board: 'Board of nursing' },
    button: { do: 'save' },
  },
  'POST /trainings/:slug/credit/edit': {
    open: async (running) => at(`/trainings/${(await creditedTraining(running)).slug}/credit/edit`),
    one: { 'credits.0.number': '27-0001' },
    other: {},
    button: { do: 'save' },
  },
  'POST /trainings/:slug/evaluation/edit': {
    open: async (running) => at(`/trainings/${(await askingTraining(running)).slug}/evaluation/edit`),
    one: { 'questions.0.label.en': 'Was it of use' },
    other: { followUp: '' },
    button: { do: 'save' },
  },
  'POST /registrations/:id/accommodation': {
    open: async (running) => {
      const needy = registeredIn({ fields: { needs: 'optional' } }, () => [someone({ needs: 'a ramp' })])
      const { slug, id } = await needy(running)
      return at(`/trainings/${slug}/accommodations`, `/registrations/${id}/accommodation`)
    },
    one: { owner: 'Pat Lee' },
    other: { arranged: '1' },
  },
  'POST /registrations/:id/correct': {
    open: async (running) => at(`/registrations/${(await registeredIn({})(running)).id}/correct`),
    one: { familyName: 'Quintana' },
    other: { phone: '816-555-0177' },
  },
  'POST /trainings/:slug/attendance/people/:id': {
    open: async (running) => {
      const { slug, id } = await cameEarly(running)
      return at(`/trainings/${slug}/attendance?open=${id}`, `/trainings/${slug}/attendance/people/${id}`)
    },
    one: { in0: '5:00 AM' },
    other: { out0: '5:30 AM' },
    theirs: '5:20 AM',
    button: { do: 'save', reason: 'The desk was late' },
  },
  'POST /partners/:slug': {
    open: async (running) => at(`/partners/${(await partner(running)).slug}`),
    one: { name: 'Rotary of Olathe' },
    other: { origins: 'https://rotary.example' },
  },
  'POST /trainings/:slug/reminders': {
    open: async (running) => at(`/trainings/${(await training(running)).slug}/reminders`),
    one: { 'still-coming.en': 'Say whether you come.' },
    other: { 'reminder.en': 'Bring your ID.' },
  },
  'POST /messages/:id': {
    open: async (running) => at(`/messages/${(await draftedMessage(running)).id}`),
    one: { 'subject.en': 'Where to walk' },
    other: { 'text.en': 'Around the block.' },
    button: { do: 'save' },
  },
  'POST /webhooks/:id': {
    open: async (running) => at(`/webhooks/${(await webhookThatIs('on')(running)).id}`),
    one: { url: 'https://other.example.org/hook' },
    other: { events: ['registration.created'] },
  },
  'POST /accounts/:id': {
    open: async (running) => at(`/accounts/${(await accountOf(running)).id}`),
    one: { name: 'Dana O. Ortiz' },
    other: { role: 'door' },
  },
}

/**
 * The other forms, by why two people with the same one lose nothing. Only a form that shows what is
 * stored can write it back: one that does belongs above.
 */
export const otherForms = {
  /** Stores something new. */
  adds: [
    'POST /trainings/new',
    'POST /trainings/:slug/attendance/paper',
    'POST /trainings/:slug/add',
    'POST /door/:slug/walk-in',
    'POST /trainings/:slug/register',
    'POST /registrations/:id/replace',
    'POST /trainings/:slug/import',
    'POST /partners/new',
    'POST /partners/:slug/placements',
    'POST /messages/new',
    'POST /trainings/:slug/bulk/message',
    'POST /webhooks',
    'POST /accounts/new',
    'POST /keys',
  ],
  /** Proposes something new from what is stored. */
  proposes: ['POST /trainings/:slug/copy', 'POST /profiles/new'],
  /** Does one thing, or finds it done. */
  acts: [
    'POST /trainings/:slug/publish',
    'POST /trainings/:slug/test-email',
    'POST /trainings/:slug/resume',
    'POST /trainings/:slug/close',
    'POST /trainings/:slug/attendance/close',
    'POST /trainings/:slug/attendance/reopen',
    'POST /trainings/:slug/attendance/decide',
    'POST /trainings/:slug/attendance/paper/undo',
    'POST /trainings/:slug/reopen',
    'POST /trainings/:slug/call-off',
    'POST /trainings/:slug/withdraw',
    'POST /trainings/:slug/delete',
    'POST /trainings/:slug/duplicates/:id/keep',
    'POST /trainings/:slug/duplicates/:id/apart',
    'POST /trainings/:slug/requests/:id/vouch',
    'POST /trainings/:slug/requests/:id/end',
    'POST /registrations/:id/send-again',
    'POST /registrations/:id/approve',
    'POST /registrations/:id/decline',
    'POST /registrations/:id/promote',
    'POST /registrations/:id/extra-seat',
    'POST /registrations/:id/license',
    'POST /registrations/:id/cancel',
    'POST /registrations/:id/erase',
    'POST /registrations/:id/give-up',
    'POST /registrations/:id/move',
    'POST /groups/:reference/approve',
    'POST /groups/:reference/decline',
    'POST /groups/:reference/cancel',
    'POST /trainings/:slug/bulk/approve',
    'POST /trainings/:slug/bulk/decline',
    'POST /trainings/:slug/bulk/promote',
    'POST /trainings/:slug/bulk/cancel',
    'POST /bulk-actions/:id/run',
    'POST /bulk-actions/:id/undo',
    'POST /door/:slug/opened-seats',
    'POST /door/:slug/kept-seats',
    'POST /door/:slug/:id/seat',
    'POST /door/:slug/kiosk',
    'POST /door/:slug/kiosk/check-in',
    'POST /door/:slug/:id/check-in',
    'POST /door/:slug/:id/check-out',
    'POST /door/:slug/:id/undo',
    'POST /partners/:slug/delete',
    'POST /partners/:slug/report-link',
    'POST /partners/:slug/report-link/end',
    'POST /partners/:slug/placements/:id/check',
    'POST /partners/:slug/placements/:id/remove',
    'POST /messages/:id/delete',
    'POST /messages/:id/schedule',
    'POST /messages/:id/unschedule',
    'POST /messages/templates/:id/delete',
    'POST /profiles/:id/remove',
    'POST /trainings/:slug/evaluation/remove',
    'POST /trainings/:slug/evaluation/quotes',
    'POST /trainings/:slug/evaluation/send',
    'POST /trainings/:slug/evaluation/tries',
    'POST /trainings/:slug/credit/send',
    'POST /trainings/:slug/credit/ask',
    'POST /trainings/:slug/credit/:serial/replace',
    'POST /trainings/:slug/credit/:serial/revoke',
    'POST /trainings/:slug/credit/:serial/again',
    'POST /emails/:id/retry',
    'POST /emails/:id/returned',
    'POST /emails/:id/arrived',
    'POST /webhooks/:id/delete',
    'POST /webhooks/:id/on',
    'POST /webhooks/:id/off',
    'POST /webhooks/:id/rotate',
    'POST /webhooks/:id/finish',
    'POST /webhooks/:id/test',
    'POST /webhooks/:id/deliveries/:delivery/replay',
    'POST /accounts/:id/remove',
    'POST /agencies/merge',
    'POST /agencies/split',
    'POST /agencies/undo',
    'POST /keys/:id/end',
  ],
  /** Changes nothing. */
  asks: [
    'POST /trainings/:slug/preview',
    'POST /trainings/:slug/reminders/preview',
    'POST /trainings/:slug/import/preview',
    'POST /registrations/:id/approve/preview',
    'POST /registrations/:id/decline/preview',
    'POST /trainings/:slug/bulk/approve/preview',
    'POST /trainings/:slug/bulk/decline/preview',
    'POST /trainings/:slug/bulk/promote/preview',
    'POST /trainings/:slug/bulk/cancel/preview',
  ],
  /** About the one person who is signed in. */
  own: [
    'POST /session',
    'POST /sign-out',
    'POST /account/language',
    'POST /account/columns',
    'POST /account',
    'POST /account/sessions/end',
    'POST /account/passkeys',
    'POST /account/passkeys/options',
    'POST /account/passkeys/:id/remove',
    'POST /confirm',
    'POST /confirm/code',
    'POST /confirm/passkey',
    'POST /confirm/passkey/options',
  ],
} satisfies Record<string, string[]>
