import { about, after, type Case, inTraining, page } from './asked.ts'
import { draftedMessage, messageInput, messageTemplate, sentMessage, training } from './states.ts'

const ownWords = { text: { en: 'Bring your ID, {first name}.', es: 'Traiga su identificación.' } }
const inMarch = { sendAt: '2027-03-03T15:00:00.000Z' }

/** What organizers write to people. */
export const messageCases: Record<string, Case> = {
  draftMessage: {
    good: [
      about(training, ({ slug }) => ({ body: messageInput(slug) })),
      about(draftedMessage, ({ slug, registration }) => ({
        body: { ...messageInput(slug), registrations: [registration] },
      })),
    ],
  },
  listMessages: { good: [about(draftedMessage, inTraining)] },
  readMessage: {
    good: [about(draftedMessage, () => ({ query: page })), about(sentMessage, () => ({ query: { state: 'sent' } }))],
  },
  changeMessage: {
    good: [
      about(draftedMessage, () => ({ body: { subject: { en: 'Bring a coat' } } })),
      about(draftedMessage, ({ registration }) => ({ body: { registrations: [registration] } })),
    ],
    refused: { 'wrong-status': about(sentMessage, () => ({ body: { subject: { en: 'Bring a coat' } } })) },
  },
  deleteMessage: {
    good: [about(draftedMessage)],
    refused: { 'wrong-status': about(sentMessage) },
  },
  previewMessage: {
    good: [about(draftedMessage, ({ registration }) => ({ body: { registration } })), about(draftedMessage)],
  },
  readReminders: { good: [about(training)] },
  changeReminder: { good: [about(training, ({ slug }) => ({ path: { slug, kind: 'reminder' }, body: ownWords }))] },
  previewReminder: {
    good: [
      about(training, ({ slug }) => ({ path: { slug, kind: 'still-coming' }, body: { ...ownWords, lang: 'es' } })),
    ],
  },
  listMessageTemplates: { good: [about(messageTemplate)] },
  saveMessageTemplate: {
    good: [
      () => ({ body: { name: 'A jacket', subject: { en: 'Bring it' }, text: { en: 'It is cold.' }, about: 'seat' } }),
    ],
  },
  deleteMessageTemplate: {
    good: [about(messageTemplate)],
    refused: {
      'not-found': about(after(messageTemplate, ({ admin }, { id }) => admin('DELETE', `/message-templates/${id}`))),
    },
  },
  scheduleMessage: {
    good: [about(draftedMessage, () => ({ body: inMarch }))],
    refused: { 'wrong-status': about(sentMessage, () => ({ body: inMarch })) },
  },
  unscheduleMessage: {
    good: [about(after(draftedMessage, ({ admin }, { id }) => admin('PUT', `/messages/${id}/schedule`, inMarch)))],
    refused: { 'wrong-status': about(draftedMessage) },
  },
  testMessage: { good: [about(draftedMessage)] },
  sendMessage: {
    good: [about(draftedMessage), about(sentMessage)],
    refused: { 'precondition-failed': about(draftedMessage, () => ({ query: { tag: 'another' } })) },
  },
}
