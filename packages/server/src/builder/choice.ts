import {
  httpsUrl,
  type Language,
  type LocalText,
  language,
  type PartnerInput,
  type ResultStatus,
  slug as slugSchema,
  type TrainingInput,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { TrainingTable } from '../db/tables/training.ts'
import { type Manifest, newestRelease, type Release } from '../embed/manifest.ts'
import { readColor } from '../pages/colors.ts'
import { readOrigin } from '../pages/origins.ts'
import { readTheme, type Theme } from '../pages/theme.ts'
import { listPartners } from '../partners/partners.ts'
import type { System } from '../system.ts'
import { availabilityOf, stateOf } from '../trainings/availability.ts'
import { listPublicTrainings } from '../trainings/trainings.ts'
import { languagesOf } from '../words/index.ts'
import { readFonts } from './fonts.ts'

export interface OfferedTraining {
  slug: string
  title: LocalText
  series: string | undefined
  languages: Language[]
  /** The result that a sign-up would get now. */
  outcome: ResultStatus
}

/** Everything that a sponsor can choose from. */
export interface Offer {
  trainings: OfferedTraining[]
  partners: PartnerInput[]
  /** The newest release; undefined before the first. */
  release: Release | undefined
}

/** A sponsor's choice, reduced to its valid parts. */
export interface Choice {
  /** The server's URL. */
  publicUrl: string
  /** The chosen trainings, or the current ones of the series. */
  trainings: OfferedTraining[]
  series: string | undefined
  partner: string | undefined
  /** Undefined: the page's language. */
  lang: Language | undefined
  look: Theme
  /** Fonts of the page, for the preview. */
  fonts: string | undefined
  exitUrl: string | undefined
  /** The origin of the sponsor's page. */
  site: string | undefined
  /** The release that the page is pinned to. Undefined: it follows the newest build. */
  pinned: Release | undefined
}

/** Messages about texts that can’t be used, by field name. */
export type ChoiceFaults = Partial<Record<string, string>>

export async function readOffer(system: System, readManifest: () => Promise<Manifest>): Promise<Offer> {
  const now = system.now().toISOString()
  const [stored, partners, manifest] = await Promise.all([
    listPublicTrainings(system),
    listPartners(system),
    readManifest(),
  ])
  const trainings = stored
    .filter(({ row }) => row.status === 'published' && row.ends_at > now)
    .map(({ row, input }) => ({
      slug: row.slug,
      title: input.title,
      series: input.series,
      languages: languagesOf(input),
      outcome: outcomeOf(row, input, system.now()),
    }))
  return { trainings, partners, release: newestRelease(manifest) }
}

function outcomeOf(row: TrainingTable, input: TrainingInput, now: Date): ResultStatus {
  if (input.audience.access === 'approval') return 'pending_approval'
  return stateOf(availabilityOf(row, input), now) === 'waitlist' ? 'waitlisted' : 'confirmed'
}

/**
 * Reads the choice from the URL of the builder or its preview, which anyone can write. `written`
 * holds the texts for the fields; the partner's color stands in where the URL names none.
 */
export function readChoice(
  c: Context,
  publicUrl: string,
  offer: Offer,
): { choice: Choice; faults: ChoiceFaults; written: Record<string, string> } {
  const { accent } = offer.partners.find(({ slug }) => slug === c.req.query('partner')) ?? {}
  const query: Record<string, string> = { ...(accent && { accent }), ...c.req.query() }
  const faults: ChoiceFaults = {}
  const series = offer.trainings.find((one) => one.series && one.series === query['series'])?.series
  const named = c.req.queries('training') ?? []
  const chosen = offer.trainings.filter((one) => (series ? one.series === series : named.includes(one.slug)))
  const unknown = named.filter((slug) => slug !== '' && !offer.trainings.some((one) => one.slug === slug))
  // A form sends a text field even when it is empty; a link to the builder need not name a
  // training.
  const isSent = c.req.query('accent') !== undefined
  if (!series && unknown.length > 0) faults['training'] = `There’s no upcoming training called “${unknown[0]}” here.`
  else if (!series && chosen.length === 0 && isSent) faults['training'] = 'Choose at least one training'
  const read = <T>(name: string, parse: (text: string) => T | undefined, fault: string) => {
    const text = query[name]?.trim() ?? ''
    const value = text === '' ? undefined : parse(text)
    if (text !== '' && value === undefined) faults[name] = fault
    return value
  }
  for (const name of ['accent', 'onAccent', 'background']) read(name, readColor, 'Enter a color like #7a1f2b')
  const choice = {
    publicUrl,
    trainings: chosen.length > 0 ? chosen : offer.trainings.slice(0, 1),
    series,
    partner: read('partner', (text) => readPartner(text, offer.partners), 'Use letters and numbers'),
    lang: language.safeParse(query['lang']).data,
    look: readTheme(query),
    fonts: read('font', readFonts, 'Enter font names, separated by commas'),
    exitUrl: read('exit', readExit, 'Enter an address that starts with https://'),
    site: read('site', readOrigin, 'Enter an address like https://www.example.org'),
    pinned: query['channel'] === 'following' ? undefined : offer.release,
  }
  return { choice, faults, written: query }
}

/** Returns the slug of the partner with that slug or name, or else a slug made from the text. */
function readPartner(text: string, partners: PartnerInput[]): string | undefined {
  const existing = partners.find(({ slug, name }) => slug === text || name.toLowerCase() === text.toLowerCase())
  if (existing) return existing.slug
  const made = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '')
  return slugSchema.safeParse(made).data
}

const readExit = (text: string) => {
  const { data } = httpsUrl.safeParse(text)
  return data && new URL(data).href
}
