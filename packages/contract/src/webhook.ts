import { z } from 'zod'
import { isPlainText } from './text.ts'

const webhookExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  url: 'https://receiver.example.org/hook',
  events: ['*'],
  state: 'on',
  rotating: false,
  waiting: 0,
  failed: 0,
  createdAt: '2027-03-06T15:00:00.000Z',
  updatedAt: '2027-03-06T15:00:00.000Z',
}
const webhookDeliveryExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  event: 'registration.created',
  data: {
    training: 'first-responders',
    registration: '01942f3e-7c00-7000-8000-000000000001',
    group: null,
    to: 'confirmed',
  },
  status: 'delivered',
  attempts: 1,
  lastStatus: 204,
  lastError: null,
  dueAt: null,
  doneAt: '2027-03-06T15:00:00.000Z',
  createdAt: '2027-03-06T15:00:00.000Z',
}

/**
 * Events that webhooks can receive. They carry only ids; to read about a person, the receiver needs
 * a token.
 */
export const webhookEvents = [
  'registration.created',
  'registration.status_changed',
  'registration.changed',
  'registration.erased',
  'training.changed',
  'training.cancelled',
  'attendance.closed',
  'certificate.issued',
  'certificate.revoked',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

export const sentEvents = [...webhookEvents, 'webhook.test'] as const

/** What a webhook gets. */
export const SentEvent = z
  .object({
    type: z.enum(sentEvents),
    id: z.string().meta({ description: 'The same at every try, like the header `webhook-id`' }),
    timestamp: z.string().meta({ description: 'When it happened', format: 'date-time' }),
    data: z.record(z.string(), z.string().nullable()).meta({ description: 'Ids and other non-personal data' }),
  })
  .meta({
    id: 'WebhookEvent',
    example: {
      type: 'registration.created',
      id: '01942f3e-7c00-7000-8000-000000000001',
      timestamp: '2027-03-06T15:00:00.000Z',
      data: {
        training: 'first-responders',
        registration: '01942f3e-7c00-7000-8000-000000000001',
        group: null,
        to: 'confirmed',
      },
    },
  })

const url = z
  .string()
  .max(2000)
  .refine(isPlainText, { error: 'Control characters are not allowed here.', params: { code: 'characters' } })
  .refine(isWebAddress, 'Use an address that starts with https://, with no username, password, or #fragment.')

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, hash } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === ''
}

const events = z
  .array(z.enum(['*', ...webhookEvents]))
  .min(1)
  .max(20)
  .meta({ description: '`*`: all events, including future ones' })

/** A receiver and its events. Plain http and private addresses need the operator's permission. */
export const WebhookInput = z
  .strictObject({ url, events: events.default(['*']) })
  .meta({ id: 'WebhookInput', example: { url: 'https://receiver.example.org/hook', events: ['*'] } })
export type WebhookInput = z.output<typeof WebhookInput>

export const WebhookPatch = z
  .strictObject({ url: url.optional(), events: events.optional(), state: z.enum(['on', 'off']).optional() })
  .meta({ id: 'WebhookPatch', example: { state: 'off' } })
export type WebhookPatch = z.output<typeof WebhookPatch>

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events,
    state: z
      .enum(['on', 'off', 'gone'])
      .meta({ description: '`gone`: the receiver returned 410; nothing is sent until you turn it on again' }),
    rotating: z.boolean().meta({ description: 'Whether the previous secret still signs, too' }),
    waiting: z.int().meta({ description: 'Deliveries not made yet' }),
    failed: z.int().meta({ description: 'Deliveries that failed for good in the last 30 days' }),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Webhook', example: webhookExample })
export type Webhook = z.output<typeof Webhook>

export const WebhookList = z
  .object({ webhooks: z.array(Webhook), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookList', example: { webhooks: [webhookExample], nextCursor: null } })

export const WebhookWithSecret = Webhook.extend({
  secret: z.string().meta({ description: '`whsec_…`: shown this once. Receivers check signatures with it.' }),
}).meta({ id: 'WebhookWithSecret', example: { ...webhookExample, secret: 'whsec_…' } })
export type WebhookWithSecret = z.output<typeof WebhookWithSecret>

export const deliveryOutcomes = ['waiting', 'delivered', 'failed'] as const

export const WebhookDelivery = z
  .object({
    id: z.string().meta({ description: 'The `webhook-id` that the receiver gets, the same at every try' }),
    event: z.string(),
    data: z.record(z.string(), z.string().nullable()).meta({ description: 'Ids and other non-personal data' }),
    status: z.enum(deliveryOutcomes),
    attempts: z.int(),
    lastStatus: z.int().nullable().meta({ description: 'The HTTP status of the last answer' }),
    lastError: z.string().nullable().meta({ description: 'Why there was no answer, like ECONNREFUSED' }),
    dueAt: z.string().nullable().meta({ description: 'When it is tried next' }),
    doneAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'WebhookDelivery', example: webhookDeliveryExample })
export type WebhookDelivery = z.output<typeof WebhookDelivery>

export const WebhookDeliveryList = z
  .object({ deliveries: z.array(WebhookDelivery), nextCursor: z.string().nullable() })
  .meta({ id: 'WebhookDeliveryList', example: { deliveries: [webhookDeliveryExample], nextCursor: null } })
export type WebhookDeliveryList = z.output<typeof WebhookDeliveryList>
