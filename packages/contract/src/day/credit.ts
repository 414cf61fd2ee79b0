import { z } from 'zod'
import { limits } from '../limits.ts'
import { httpsUrl, lineText, localText, slug } from '../text.ts'

const hours = z
  .number()
  .min(0.25)
  .max(200)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, {
    error: 'Use at most two decimals, like 2.25.',
    params: { code: 'decimals' },
  })

/** What someone has to do for credit, and how minutes become hours. */
export const CreditRule = z.strictObject({
  minimumShare: z.int().min(0).max(100).default(100).meta({ description: 'Percent of the scheduled minutes' }),
  round: z
    .literal([0.25, 0.5, 1])
    .default(0.25)
    .meta({ description: 'The step of hours. It matters only where the profile has no areas' }),
  rounding: z.enum(['nearest', 'down']).default('nearest'),
  minutesPerHour: z.literal([60, 50]).default(60),
  license: z.boolean().default(false).meta({ description: 'Whether a certificate needs a license number' }),
  evaluation: z.boolean().default(false),
  postTest: z.boolean().default(false),
})
export type CreditRule = z.output<typeof CreditRule>

/** What a file for a registrar can have. `areas` is a column for each area of the profile. */
export const creditColumns = [
  'lastName',
  'firstName',
  'fullName',
  'licenseNumber',
  'licenseState',
  'agency',
  'course',
  'date',
  'place',
  'instructors',
  'board',
  'provider',
  'providerNumber',
  'approval',
  'hours',
  'areas',
  'minutes',
  'certificate',
  'issued',
] as const
export type CreditColumn = (typeof creditColumns)[number]

const usualColumns: readonly CreditColumn[] = [
  'lastName',
  'firstName',
  'licenseNumber',
  'agency',
  'course',
  'date',
  'hours',
  'areas',
  'approval',
  'certificate',
]

const creditArea = z.strictObject({ name: localText(80), hours })

/** What a board asks for, as an organizer typed it. Many trainings use one. */
export const CreditProfileInput = z
  .strictObject({
    kind: z.enum(['certificate', 'letter']).default('certificate'),
    name: localText(80).meta({ description: 'Who it is for, like “Missouri peace officers”' }),
    board: lineText(120).optional(),
    state: lineText(40).optional(),
    license: localText(80).optional().meta({ description: 'How the license is called on paper' }),
    providerName: lineText(120).optional(),
    providerNumber: lineText(60).optional(),
    unit: localText(120).optional().meta({ description: 'What the hours are hours of, once an approval is confirmed' }),
    statement: localText(600)
      .optional()
      .meta({ description: 'Word for word. `{provider}` and `{approval}` stand for the numbers' }),
    areas: z.array(creditArea).max(10).default([]).meta({ description: 'None: the hours that someone was here' }),
    rule: CreditRule.default(CreditRule.parse({})),
    sponsors: z.boolean().default(false).meta({ description: 'Whether it names the sponsors' }),
    initials: z.boolean().default(true).meta({ description: 'Whether the check page shows initials only' }),
    keepYears: z.int().min(1).max(20).default(6),
    columns: z
      .array(z.enum(creditColumns))
      .min(1)
      .max(creditColumns.length)
      .refine((all) => new Set(all).size === all.length, {
        error: 'Name each column once.',
        params: { code: 'same-column' },
      })
      .default([...usualColumns])
      .meta({ description: 'What the file for a registrar has, in this order' }),
    source: z
      .strictObject({ text: lineText(200), url: httpsUrl.optional(), asOf: z.iso.date() })
      .optional()
      .meta({ description: 'Where the rule was read, and when' }),
  })
  .meta({
    id: 'CreditProfileInput',
    example: {
      name: { en: 'Missouri peace officers' },
      board: 'Missouri POST Commission',
      providerNumber: 'MO-0123',
      unit: { en: 'hours of continuing law enforcement education' },
      areas: [{ name: { en: 'Legal studies' }, hours: 2 }],
      rule: { minimumShare: 90, license: true },
      keepYears: 6,
    },
  })
export type CreditProfileInput = z.output<typeof CreditProfileInput>

const id = '01942f3e-7c00-7000-8000-000000000001'
const profileExample = {
  ...CreditProfileInput.parse({ name: { en: 'Nurses' } }),
  id,
  archived: false,
  trainings: 0,
  updatedAt: '2027-03-06T15:00:00.000Z',
}

export const CreditProfile = z
  .object({
    id: z.string(),
    ...CreditProfileInput.shape,
    archived: z.boolean().meta({ description: 'No more trainings can take it' }),
    trainings: z.int().meta({ description: 'How many trainings use it' }),
    updatedAt: z.string(),
  })
  .meta({ id: 'CreditProfile', example: profileExample })
export type CreditProfile = z.output<typeof CreditProfile>

export const CreditProfileList = z
  .object({ profiles: z.array(CreditProfile) })
  .meta({ id: 'CreditProfileList', example: { profiles: [profileExample] } })

const trainingCredit = z
  .strictObject({
    profile: z.uuid(),
    approval: z
      .enum(['confirmed', 'applied', 'none'])
      .default('none')
      .meta({ description: 'What the board has said. Only a confirmed one is printed' }),
    number: lineText(60).optional(),
    roles: z
      .array(z.string().max(40))
      .max(30)
      .default([])
      .meta({ description: 'Who gets it. None: everyone else, and those who were too short for what their role gets' }),
  })
  .refine(({ approval, number }) => (approval === 'confirmed') === (number !== undefined), {
    path: ['number'],
    error: 'Give the number of a confirmed approval, and of no other.',
    params: { code: 'approval-number' },
  })
export type TrainingCredit = z.output<typeof trainingCredit>

/** The profiles that a training takes, in their order. */
export const TrainingCredits = z
  .strictObject({
    credits: z
      .array(trainingCredit)
      .max(20)
      .refine((all) => new Set(all.map(({ profile }) => profile)).size === all.length, {
        error: 'Take each profile once.',
        params: { code: 'twice' },
      }),
  })
  .meta({
    id: 'TrainingCredits',
    example: { credits: [{ profile: id, approval: 'confirmed', number: '26-0457', roles: ['police'] }] },
  })
export type TrainingCredits = z.output<typeof TrainingCredits>

/** What keeps someone from a certificate. */
export const CreditMissing = z.object({
  kind: z.enum(['time', 'doubts', 'license', 'evaluation', 'test', 'schedule']),
  minutes: z.int().optional().meta({ description: 'How many minutes are missing' }),
})

const certificateExample = {
  serial: '7GQM-4XKD-W2HT',
  training: 'first-responders',
  registration: id,
  profile: id,
  hours: 7,
  issuedAt: '2027-03-06T22:00:00.000Z',
  revokedAt: null,
  replacedBy: null,
  keptUntil: '2033-03-06',
}

export const Certificate = z
  .object({
    serial: z.string(),
    training: slug,
    registration: z.string().nullable().meta({ description: 'Null once the registration was erased' }),
    profile: z.string(),
    hours: z.number(),
    issuedAt: z.string(),
    revokedAt: z.string().nullable(),
    replacedBy: z.string().nullable().meta({ description: 'The number of the one that replaces it' }),
    keptUntil: z.string(),
  })
  .meta({ id: 'Certificate', example: certificateExample })
export type Certificate = z.output<typeof Certificate>

/** What a person gets for a profile, or what is missing. */
export const CreditStanding = z
  .object({
    registration: z.string(),
    profile: z.string(),
    minutes: z.int(),
    scheduled: z.int(),
    hours: z.number().nullable().meta({ description: 'Null while something is missing' }),
    missing: z.array(CreditMissing),
    certificate: Certificate.nullable().meta({ description: 'The valid one' }),
    takenBack: Certificate.nullable().meta({
      description: 'The last one, if it was taken back and nothing about the person was corrected since',
    }),
    askedAt: z.string().nullable().meta({ description: 'When they were last asked by email for what is missing' }),
  })
  .meta({
    id: 'CreditStanding',
    example: {
      registration: id,
      profile: id,
      minutes: 420,
      scheduled: 420,
      hours: 7,
      missing: [],
      certificate: certificateExample,
      takenBack: null,
      askedAt: null,
    },
  })
export type CreditStanding = z.output<typeof CreditStanding>

export const CreditStandingList = z
  .object({ standings: z.array(CreditStanding), nextCursor: z.string().nullable() })
  .meta({ id: 'CreditStandingList', example: { standings: [], nextCursor: null } })

export const PeopleAsked = z.object({ asked: z.int() }).meta({ id: 'PeopleAsked', example: { asked: 9 } })

export const LicenseInput = z
  .strictObject({ number: lineText(limits.license) })
  .meta({ id: 'LicenseInput', example: { number: '48213' } })

export const CertificatesInput = z
  .strictObject({
    registrations: z
      .array(z.uuid())
      .max(500)
      .optional()
      .meta({ description: 'Only these, also where one was taken back. By default everyone' }),
    renews: z.boolean().default(false).meta({
      description: 'Also replace those whose name or hours changed since, and take back those without credit',
    }),
  })
  .meta({ id: 'CertificatesInput', example: { renews: false } })

export const CertificatesIssued = z
  .object({ issued: z.int(), missing: z.int() })
  .meta({ id: 'CertificatesIssued', example: { issued: 64, missing: 9 } })
