import { account as accountOf } from './contract/account-states.ts'
import { draftedMessage, partner, registeredIn, training, webhookThatIs } from './contract/states.ts'
import { someone, type TestApp } from './test-app.ts'

type Values = Record<string, string | string[]>

/** A form that changes something that two people can have open. */
export interface SavingForm {
  /** Brings the server into a state, and returns the paths of the page and of what its form calls. */
  open: (running: TestApp) => Promise<{ page: string; action: string }>
  /** What two people change apart from each other. */
  one: Values
  other: Values
  /** The button that saves. */
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
  'POST /partners/:slug': {
    open: async (running) => at(`/partners/${(await partner(running)).slug}`),
    one: { name: 'Rotary of Olathe' },
    other: { origins: 'https://rotary.example' },
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
