import { z } from 'zod'
import { logo } from './logo.ts'
import { slug as anySlug, httpsUrl, plainText } from './text.ts'

const partnerInputExample = {
  slug: 'we-the-people',
  name: 'We the People',
  url: 'https://sponsor.example.org',
  origins: [],
}
const partnerExample = { ...partnerInputExample, logo: '3f2a9c0d5e7b4186a1c2d3e4f5061728' }
const partnerHostExample = {
  origin: 'https://rotary.example',
  firstDay: '2027-02-01',
  lastDay: '2027-03-06',
  views: 900,
  scripts: [{ version: '1.3.0', lastDay: '2027-03-06' }],
}
const partnerPageExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  url: 'https://rotary.example/events',
  checkedAt: '2027-03-06T15:00:00.000Z',
  inspection: { state: 'warned', release: '1.2.0', findings: [{ code: 'old-release', value: '1.2.0' }] },
}

/**
 * Browsers send this as `Origin`: `https://host` or, to try things out, `http://localhost:port`.
 */
const origin = z
  .string()
  .max(300)
  .refine(
    (value) => URL.canParse(value) && new URL(value).origin === value,
    'Use an origin like https://example.org, without a path.',
  )

const slug = anySlug.refine((value) => value !== 'report', 'This name is reserved. Choose a different one.')

/**
 * An organization whose pages carry the sign-up. The slug labels links and snippets; it is not a
 * credential.
 */
export const PartnerInput = z
  .strictObject({
    slug,
    name: plainText(200),
    url: httpsUrl.optional(),
    logo: logo.optional(),
    /**
     * The partner gets credit only for sign-ups from these origins; from anywhere while the list is
     * empty.
     */
    origins: z.array(origin).max(50).default([]),
    accent: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'Use a color like #0b57d0.')
      .optional(),
  })
  .meta({ id: 'PartnerInput', example: partnerInputExample })
export type PartnerInput = z.output<typeof PartnerInput>

export const Partner = PartnerInput.meta({ id: 'Partner', example: partnerExample })
export type Partner = z.output<typeof Partner>

export const PartnerList = z
  .object({ partners: z.array(Partner), nextCursor: z.string().nullable() })
  .meta({ id: 'PartnerList', example: { partners: [partnerExample], nextCursor: null } })

/**
 * What a page reports when a sign-up comes into view, or when a visitor starts to fill it in.
 * Nothing in it identifies the person.
 */
export const Impression = z
  .strictObject({ kind: z.enum(['view', 'start']), partner: anySlug.optional() })
  .meta({ id: 'Impression', example: { kind: 'view', partner: 'we-the-people' } })
export type Impression = z.output<typeof Impression>

const counts = {
  views: z.int(),
  starts: z.int(),
  signUps: z.int().meta({ description: 'New registrations, including ones canceled later' }),
}
const ImpressionCounts = z.object(counts)
export type ImpressionCounts = z.output<typeof ImpressionCounts>

/**
 * Counts for one partner's pages. Days are in the training's time zone. A month that has been over for a year has one,
 * its first.
 */
export const PartnerReport = z
  .object({
    partner: z.string(),
    rows: z.array(z.object({ training: z.string(), day: z.string(), ...counts })),
    totals: ImpressionCounts,
  })
  .meta({
    id: 'PartnerReport',
    example: {
      partner: 'we-the-people',
      rows: [{ training: 'first-responders', day: '2027-03-06', views: 900, starts: 200, signUps: 120 }],
      totals: { views: 900, starts: 200, signUps: 120 },
    },
  })
export type PartnerReport = z.output<typeof PartnerReport>

/** The same counts, totaled for all partners. */
export const PartnerTotals = z
  .object({
    partners: z.array(
      z.object({
        partner: z.string().nullable().meta({ description: 'null: pages with no partner, or an unknown one' }),
        name: z.string().nullable(),
        ...counts,
      }),
    ),
    totals: ImpressionCounts.meta({ description: 'Of all partners, not only of those on this page' }),
    nextCursor: z.string().nullable(),
  })
  .meta({
    id: 'PartnerTotals',
    example: {
      partners: [{ partner: 'we-the-people', name: 'We the People', views: 900, starts: 200, signUps: 120 }],
      totals: { views: 900, starts: 200, signUps: 120 },
      nextCursor: null,
    },
  })
export type PartnerTotals = z.output<typeof PartnerTotals>

/** A site on which a partner's sign-up was seen, and the scripts that its pages loaded. */
export const PartnerHost = z
  .object({
    origin: z.string(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    views: z.int().meta({
      description: 'How often it was seen there. Anyone can make sites up, which few people then visit',
    }),
    scripts: z.array(
      z.object({
        version: z.string().meta({ description: 'A release, or `v1` for the current script' }),
        lastDay: z.iso.date(),
      }),
    ),
  })
  .meta({ id: 'PartnerHost' })
export type PartnerHost = z.output<typeof PartnerHost>

export const PartnerHostList = z
  .object({ hosts: z.array(PartnerHost) })
  .meta({ id: 'PartnerHostList', example: { hosts: [partnerHostExample] } })

export const PartnerPageInput = z
  .strictObject({ url: httpsUrl })
  .meta({ id: 'PlacementInput', example: { url: 'https://rotary.example/events' } })

/** A page of a partner, and what the server last found there. */
export const PartnerPage = z
  .object({
    id: z.uuid(),
    url: z.string(),
    checkedAt: z.iso.datetime().nullable(),
    inspection: z
      .object({
        state: z
          .enum(['live', 'warned', 'failing'])
          .meta({ description: '`warned`: visitors can register, but something should change' }),
        release: z.string().nullable().meta({ description: 'The release that it pins; null: the current script' }),
        findings: z.array(
          z.object({
            code: z.string(),
            value: z.string().optional().meta({ description: 'The name, status, version, or directive it is about' }),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'Placement', example: partnerPageExample })
export type PartnerPage = z.output<typeof PartnerPage>

export const PartnerPageList = z
  .object({ placements: z.array(PartnerPage) })
  .meta({ id: 'PlacementList', example: { placements: [partnerPageExample] } })

export const ReportLink = z
  .object({ url: z.string().meta({ description: 'Shown once. Everyone who has it sees the counts' }) })
  .meta({ id: 'ReportLink', example: { url: 'https://signup.example.org/partner-report/kx2mVt0yQ0u9S4c1bQZ7Zw' } })
