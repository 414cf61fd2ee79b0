import {
  httpsUrl,
  type Language,
  type LocalText,
  language,
  type PartnerInput,
  type ResultStatus,
  slug as slugSchema,
  type Training,
  type TrainingInput,
} from '@training-signup/contract'
import type { Context } from 'hono'
import type { TrainingTable } from '../db/tables/training.ts'
import { type Manifest, newestRelease, type Release } from '../embed/manifest.ts'
import { readColor } from '../pages/colors.ts'
import { readOrigin } from '../pages/origins.ts'
import { type Details, readDetails, readTheme, type Theme } from '../pages/theme.ts'
import { listPartners } from '../partners/partners.ts'
import type { System } from '../system.ts'
import { availabilityOf, stateOf } from '../trainings/availability.ts'
import { presentTraining } from '../trainings/present.ts'
import { listPublicTrainings } from '../trainings/trainings.ts'
import { languagesOf, say, type WordKey } from '../words/index.ts'
import { readFonts } from './fonts.ts'

export interface OfferedTraining {
  slug: string
  title: LocalText
  series: string | undefined
  languages: Language[]
  /** The result that a sign-up would get now. */
  outcome: ResultStatus
}

export interface ListedTraining extends OfferedTraining {
  /** What the list shows, in the page's language. */
  shown: Training
}

/** Everything that a sponsor can choose from. */
export interface Offer {
  trainings: ListedTraining[]
  /** Trainings that are over. A page that already shows one can still be edited. */
  ended: ListedTraining[]
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
  /** What the form shows about the training. Undefined: everything. */
  details: Details | undefined
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

export async function readOffer(system: System, readManifest: () => Promise<Manifest>, lang: Language): Promise<Offer> {
  const { config } = system
  const now = system.now()
  const [stored, partners, manifest] = await Promise.all([
    listPublicTrainings(system),
    listPartners(system),
    readManifest(),
  ])
  const published = stored
    .filter(({ row }) => row.status === 'published')
    .map(({ row, input, partners: sponsors }) => ({
      slug: row.slug,
      title: input.title,
      series: input.series,
      languages: languagesOf(input),
      outcome: outcomeOf(row, input, now),
      shown: presentTraining(row, input, { lang, partners: sponsors, publicUrl: config.publicUrl, now }),
    }))
  const isOver = ({ shown }: ListedTraining) => shown.state === 'past'
  return {
    trainings: published.filter((one) => !isOver(one)),
    ended: published.filter(isOver),
    partners,
    release: newestRelease(manifest),
  }
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
  pageLang: Language,
): { choice: Choice; faults: ChoiceFaults; written: Record<string, string> } {
  const { accent } = offer.partners.find(({ slug }) => slug === c.req.query('partner')) ?? {}
  const query: Record<string, string> = { ...(accent && { accent }), ...c.req.query() }
  const faults: ChoiceFaults = {}
  const { series, chosen, problem } = readTrainings(c, offer, pageLang)
  if (problem) faults['training'] = problem
  const read = <T>(name: string, parse: (text: string) => T | undefined, fault: WordKey) => {
    const text = query[name]?.trim() ?? ''
    const value = text === '' ? undefined : parse(text)
    if (text !== '' && value === undefined) faults[name] = say(pageLang, fault)
    return value
  }
  for (const name of ['accent', 'onAccent', 'background']) read(name, readColor, 'builder.fault.color')
  const choice = {
    publicUrl,
    trainings: chosen.length > 0 ? chosen : offer.trainings.slice(0, 1),
    series,
    partner: read('partner', (text) => readPartner(text, offer.partners), 'builder.fault.partner'),
    lang: language.safeParse(query['lang']).data,
    details: readDetails(query['details']),
    look: readTheme(query),
    fonts: read('font', readFonts, 'builder.fault.font'),
    exitUrl: read('exit', readExit, 'builder.fault.exit'),
    site: read('site', readOrigin, 'builder.fault.site'),
    pinned: query['channel'] === 'following' ? undefined : offer.release,
  }
  return { choice, faults, written: query }
}

/** Returns the trainings that the URL names, or those of its series. */
function readTrainings(c: Context, { trainings, ended }: Offer, pageLang: Language) {
  const series = trainings.find((one) => one.series && one.series === c.req.query('series'))?.series
  if (series) return { series, chosen: trainings.filter((one) => one.series === series) }
  const named = c.req.queries('training') ?? []
  const chosen = [...trainings, ...ended].filter(({ slug }) => named.includes(slug))
  const unknown = named.find((slug) => slug !== '' && !chosen.some((one) => one.slug === slug))
  if (unknown !== undefined) return { chosen, problem: say(pageLang, 'builder.fault.training', { slug: unknown }) }
  // A form sends a text field even when it is empty; a link to the builder need not name a
  // training.
  const isSent = c.req.query('accent') !== undefined
  return { chosen, problem: chosen.length === 0 && isSent ? say(pageLang, 'builder.fault.noTraining') : undefined }
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
