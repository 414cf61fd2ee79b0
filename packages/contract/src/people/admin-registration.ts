import { z } from 'zod'
import { language } from '../text.ts'
import { Coordinator, Person, RegistrationStatus } from './registration.ts'

export const adminRegistrationExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  reference: 'K7Q-2MX',
  training: 'first-responders',
  status: 'confirmed',
  expiresAt: null,
  givenName: 'Ada',
  familyName: 'Reyes',
  hidesName: false,
  email: 'ada.reyes@example.org',
  phone: null,
  role: 'police',
  agency: 'Kansas City Police Department',
  answers: {},
  group: null,
  lang: 'en',
  partner: null,
  channel: 'embed',
  origin: 'https://sponsor.example.org',
  consents: ['privacy'],
  checkedInAt: null,
  reconfirmedAt: null,
  createdAt: '2027-03-06T15:00:00.000Z',
  changedAt: '2027-03-06T15:00:00.000Z',
}

export const channels = ['embed', 'link', 'phone', 'walk-in', 'coordinator'] as const
export const Channel = z.enum(channels)
export type Channel = z.output<typeof Channel>

export const AdminRegistration = z
  .object({
    id: z.string(),
    reference: z.string(),
    training: z.string(),
    status: RegistrationStatus,
    expiresAt: z.string().nullable().meta({ description: 'When an offer, or the hold on a seat, expires' }),
    givenName: z.string(),
    familyName: z.string(),
    hidesName: z.boolean().meta({
      description:
        'Whether the person asked for `reference` instead of their name on paper. For everyone who sees names',
    }),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    role: z.string().nullable(),
    agency: z.string().nullable(),
    answers: Person.meta({ description: 'The other answers by field id, without the sensitive ones' }),
    sensitive: Person.optional().meta({
      description: 'Accommodations, diet, license, and the like. In lists only with `sensitive=1`',
    }),
    supervisor: z
      .object({
        address: z.string(),
        answer: z.enum(['yes', 'no']).nullable().meta({ description: 'Whether the person can come' }),
        answeredAt: z.string().nullable(),
        reason: z.string().nullable().meta({ description: 'Why not, if they said so' }),
        isConfirmed: z.boolean().meta({
          description:
            'Whether the owner of the address named this supervisor, or you did. Otherwise a stranger may have, and the answer decides only with `audience.domains`',
        }),
      })
      .nullable()
      .optional()
      .meta({ description: 'The supervisor who was asked. Sensitive' }),
    group: z.object({ reference: z.string(), coordinator: Coordinator }).nullable(),
    lang: language,
    partner: z.string().nullable(),
    channel: Channel,
    origin: z.string().nullable(),
    consents: z.array(z.string()),
    checkedInAt: z.string().nullable().meta({ description: 'When the person came, as the door noted it' }),
    reconfirmedAt: z.string().nullable().meta({ description: 'When the person confirmed that they’re still coming' }),
    createdAt: z.string(),
    changedAt: z.string(),
  })
  .meta({ id: 'AdminRegistration', example: adminRegistrationExample })
export type AdminRegistration = z.output<typeof AdminRegistration>
