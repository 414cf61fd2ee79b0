import { z } from 'zod'
import { limits } from '../limits.ts'
import { RegistrationStatus } from '../people/registration.ts'
import { language, lineText, localText, plainText, slug } from '../text.ts'
import { MailEntry, MailTotals, mailExample } from './mail.ts'
import { mailText } from './mail-text.ts'

const listedMessageExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  training: 'first-responders',
  filter: { status: ['confirmed'] },
  subject: { en: 'Bring a jacket' },
  text: { en: 'Hello {first name},\n\nthe hall is cold in the morning.' },
  about: 'seat',
  showsTraining: true,
  state: 'draft',
  sendAt: null,
  createdAt: '2027-03-06T15:00:00.000Z',
  startedAt: null,
  finishedAt: null,
}
const messageExample = { ...listedMessageExample, registrations: null }

/** Selects the recipients among a training's people. */
export const MessageFilter = z.strictObject({
  status: z.array(RegistrationStatus).min(1).default(['confirmed']),
  role: plainText(40).optional(),
  agency: plainText(limits.agency).optional(),
  partner: slug.optional(),
})
export type MessageFilter = z.output<typeof MessageFilter>

/** The subject shows on locked screens, so it names no one. */
const subject = lineText(150).refine((text) => !/\{ ?(?:first name|nombre)\b/i.test(text), {
  error: 'A name can stand in the text only',
  params: { names: true },
})

const written = {
  subject: z.strictObject({ en: subject, es: subject.optional() }),
  text: localText(10_000).meta({
    description:
      '`{first name}` (or `{nombre}`) becomes the first name of each recipient, and `{first name|neighbor}` says what stands there without one',
  }),
  about: z.enum(['seat', 'other']).meta({
    description:
      '`seat`: what people with a seat need to know. `other`: news, thanks, the next training; people can unsubscribe from these',
  }),
}

/** How many people a message can name. Their ids fit into a request with two long texts. */
export const mostNamedPeople = 1000
const registrations = z.array(z.uuid()).min(1).max(mostNamedPeople)

const showsTraining = z.boolean().meta({
  description: 'Whether when and where the training is, and a link to it, stand below the text',
})

/** A message that an organizer writes to people of a training. */
export const MessageInput = z
  .strictObject({
    training: slug,
    filter: MessageFilter.optional().meta({
      description: 'By default everyone confirmed or, with `registrations`, the statuses that these people have now',
    }),
    registrations: registrations
      .optional()
      .meta({ description: 'Ids of the only people it is for, as long as they match the filter' }),
    ...written,
    showsTraining: showsTraining.default(false),
  })
  .meta({
    id: 'MessageInput',
    example: {
      training: 'first-responders',
      filter: { status: ['confirmed'] },
      subject: { en: 'Bring a jacket' },
      text: { en: 'Hello {first name},\n\nthe hall is cold in the morning.' },
      about: 'seat',
      showsTraining: true,
    },
  })
export type MessageInput = z.output<typeof MessageInput>

/** Changes to a message. Omitted members stay as they are. */
export const MessageChange = z
  .strictObject({
    filter: MessageFilter,
    registrations: registrations
      .nullable()
      .meta({ description: '`null`: everyone who matches the filter. Without a filter, as for a new message' }),
    ...written,
    showsTraining,
  })
  .partial()
  .meta({ id: 'MessageChange', example: { subject: { en: 'Bring a warm jacket' } } })
export type MessageChange = z.output<typeof MessageChange>

export const messageStates = ['draft', 'scheduled', 'sending', 'sent'] as const

export const Message = z
  .object({
    id: z.string(),
    ...MessageInput.shape,
    filter: MessageFilter,
    registrations: z.array(z.string()).nullable().meta({
      description: 'Ids of the only people it is for, without those who were deleted; `null`: everyone who matches',
    }),
    state: z.enum(messageStates).meta({
      description:
        '`scheduled`: it waits for `sendAt`; `sent`: an email is queued for everyone; see `totals` for delivery',
    }),
    sendAt: z.string().nullable().meta({ description: 'When it is sent, or was to be' }),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Message', example: messageExample })
export type Message = z.output<typeof Message>

/** When a message is sent. */
export const MessageSchedule = z
  .strictObject({ sendAt: z.iso.datetime().meta({ description: 'An instant in UTC, within a year' }) })
  .meta({ id: 'MessageSchedule', example: { sendAt: '2027-03-03T15:00:00.000Z' } })

/** A message in a list, without the people it names, with the number of its mails in each state. */
export const ListedMessage = Message.omit({ registrations: true })
  .extend({ totals: MailTotals.meta({ description: 'People, by the state of the email that reaches them' }) })
  .meta({ id: 'ListedMessage' })
export type ListedMessage = z.output<typeof ListedMessage>

export const MessageList = z.object({ messages: z.array(ListedMessage), nextCursor: z.string().nullable() }).meta({
  id: 'MessageList',
  example: {
    messages: [{ ...listedMessageExample, totals: { waiting: 0, sent: 1, failed: 0, dropped: 0 } }],
    nextCursor: null,
  },
})
export type MessageList = z.output<typeof MessageList>

/** A message and the outcomes of its mails, the latest first. */
export const MessageReport = z
  .object({
    message: Message,
    totals: MailTotals.meta({ description: 'People, by the state of the email that reaches them' }),
    remaining: z.int().meta({ description: 'While `sending`: people whose mail is not in `totals` yet' }),
    mails: z.array(MailEntry),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'MessageReport',
    example: {
      message: { ...messageExample, state: 'sent' },
      totals: { waiting: 0, sent: 1, failed: 0, dropped: 0 },
      remaining: 0,
      mails: [mailExample],
      nextCursor: null,
    },
  })
export type MessageReport = z.output<typeof MessageReport>

/** Words that are used again, for the people of any training. */
export const MessageTemplateInput = z
  .strictObject({
    name: lineText(80).meta({ description: 'How organizers find it' }),
    ...written,
    showsTraining: showsTraining.default(false),
  })
  .meta({
    id: 'MessageTemplateInput',
    example: {
      name: 'Parking, three days before',
      subject: { en: 'Where to park' },
      text: { en: 'Hello {first name},\n\nuse lot B.' },
      about: 'seat',
      showsTraining: true,
    },
  })
export type MessageTemplateInput = z.output<typeof MessageTemplateInput>

const templateExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  name: 'Parking, three days before',
  subject: { en: 'Where to park' },
  text: { en: 'Hello {first name},\n\nuse lot B.' },
  about: 'seat',
  showsTraining: true,
  createdAt: '2027-03-06T15:00:00.000Z',
}
export const MessageTemplate = z
  .object({ id: z.string(), ...MessageTemplateInput.shape, createdAt: z.string() })
  .meta({ id: 'MessageTemplate', example: templateExample })
export type MessageTemplate = z.output<typeof MessageTemplate>

export const MessageTemplateList = z
  .object({ templates: z.array(MessageTemplate) })
  .meta({ id: 'MessageTemplateList', example: { templates: [templateExample] } })

/** Whose mail a preview shows. */
export const PreviewInput = z
  .strictObject({
    registration: z.uuid().optional().meta({ description: 'By default the first recipient' }),
    lang: language.optional().meta({ description: 'By default the language in which they registered' }),
  })
  .meta({ id: 'PreviewInput', example: { registration: '01942f3e-7c00-7000-8000-000000000001' } })
export type PreviewInput = z.output<typeof PreviewInput>

export const MessagePreview = z
  .object({
    recipients: z.int().meta({ description: 'Number of addresses that would get it now' }),
    people: z.int().meta({ description: 'Number of people that these addresses reach' }),
    throughCoordinator: z.int().meta({ description: 'Of these people, those whose coordinator gets it for them' }),
    unreachable: z.int().meta({ description: 'People who match but have no address' }),
    unsubscribed: z.int().meta({ description: 'People who match but unsubscribed from messages like this' }),
    tag: z.string().meta({ description: 'Names exactly the people that are counted, to send it to no others' }),
    languages: z.object({ en: z.int(), es: z.int() }).meta({ description: 'Number of addresses per language' }),
    shown: z
      .object({
        registration: z.string(),
        lang: language,
        position: z.int().meta({ description: 'Its number among the recipients, from 1' }),
        next: z.string().nullable().meta({ description: 'The registration of the next recipient' }),
      })
      .nullable()
      .meta({ description: 'Whose mail this is' }),
    mail: mailText.extend({ to: z.string(), html: z.string() }).nullable(),
  })
  .meta({
    id: 'MessagePreview',
    example: {
      recipients: 118,
      people: 121,
      throughCoordinator: 3,
      unreachable: 0,
      unsubscribed: 0,
      tag: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
      languages: { en: 100, es: 18 },
      shown: { registration: '01942f3e-7c00-7000-8000-000000000001', lang: 'en', position: 1, next: null },
      mail: { to: 'ada.reyes@example.org', subject: 'Bring a jacket', text: 'The hall is cold.', html: '<p>…</p>' },
    },
  })
export type MessagePreview = z.output<typeof MessagePreview>
