import { httpsUrl, type Language, language, type PartnerInput, slug as slugSchema } from '@training-signup/contract'
import type { Context } from 'hono'
import { readColor } from '../../platform/html/colors.ts'
import type { Faults } from '../../platform/html/form/faults.ts'
import { readOrigin } from '../../platform/html/origins.ts'
import { type Details, readDetails, readTheme, type Theme } from '../../platform/html/theme.ts'
import { say, type WordKey } from '../../words/index.ts'
import type { Release } from '../embed/manifest.ts'
import { readFonts } from './fonts.ts'
import { type BuilderOffer, type OfferedTraining, suggestedOf } from './offer.ts'

/** A sponsor's choice, reduced to its valid parts. */
export interface BuilderChoice {
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

/**
 * Reads the choice from the URL of the builder or its preview, which anyone can write. `written`
 * holds the texts for the fields; the partner's color stands in where the URL names none.
 */
export function readChoice(
  c: Context,
  publicUrl: string,
  offer: BuilderOffer,
  pageLang: Language,
): { choice: BuilderChoice; faults: Faults; written: Record<string, string> } {
  const { accent } = offer.partners.find(({ slug }) => slug === c.req.query('partner')) ?? {}
  const query: Record<string, string> = { ...(accent && { accent }), ...c.req.query() }
  const faults = new Map<string, string>()
  const { series, chosen, problem } = readTrainings(c, offer, pageLang)
  if (problem) faults.set('training', problem)
  const read = <T>(name: string, parse: (text: string) => T | undefined, fault: WordKey) => {
    const text = query[name]?.trim() ?? ''
    const value = text === '' ? undefined : parse(text)
    if (text !== '' && value === undefined) faults.set(name, say(pageLang, fault))
    return value
  }
  for (const name of ['accent', 'onAccent', 'background']) read(name, readColor, 'builder.fault.color')
  const choice = {
    publicUrl,
    trainings: chosen.length > 0 ? chosen : suggestedOf(offer),
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
function readTrainings(c: Context, { all, ofSeries }: BuilderOffer, pageLang: Language) {
  const series = ofSeries[0]?.series
  if (series) return { series, chosen: ofSeries }
  const named = c.req.queries('training') ?? []
  const chosen = all.filter(({ slug }) => named.includes(slug))
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
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '')
  return slugSchema.safeParse(made).data
}

const readExit = (text: string) => {
  const { data } = httpsUrl.safeParse(text)
  return data && new URL(data).href
}
