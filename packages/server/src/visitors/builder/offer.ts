import type {
  Language,
  LocalText,
  PartnerInput,
  ResultStatus,
  Training,
  TrainingInput,
  TrainingState,
} from '@training-signup/contract'
import type { Context } from 'hono'
import { suggestPartners } from '../../core/partners/partners.ts'
import { availabilityOf, stateOf } from '../../core/trainings/availability.ts'
import { findPublicTrainings, listPublicTrainings, type TrainingFilter } from '../../core/trainings/list-trainings.ts'
import { searchedText } from '../../core/trainings/match-text.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { addShown } from '../../platform/http/limits/cost.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import type { System } from '../../platform/system.ts'
import { languagesOf } from '../../words/index.ts'
import { type Manifest, newestRelease, type Release } from '../embed/manifest.ts'

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

/** What a sponsor can choose from. */
export interface BuilderOffer {
  /** The next trainings that take registrations, or will. */
  coming: ListedTraining[]
  /** The next ones that take none any more, and the latest that are over. A page that already shows one can still be edited. */
  ended: ListedTraining[]
  /** Further ones that the address names, or that were searched for. */
  further: ListedTraining[]
  /** All of these. */
  all: ListedTraining[]
  /** The next dates of the series that the address names. */
  ofSeries: ListedTraining[]
  /** Whether there are more than are listed, or what was typed to find them. */
  isSearchable: boolean
  find: string
  /** How many more were found. */
  foundCount: number
  /** Some partners, and the one that the address names. */
  partners: PartnerInput[]
  /** The newest release; undefined before the first. */
  release: Release | undefined
}

/** How many trainings of each kind, and how many partners, the page lists. */
const mostListed = { coming: 10, ended: 10, named: 25, found: 25, ofSeries: 25, partners: 100 }
/** A preview shows what is chosen, or else what the page suggests. */
export const mostPreviewed = { ...mostListed, ended: 0, found: 0, partners: 0 }

const open: readonly TrainingState[] = ['open', 'few', 'waitlist', 'upcoming']
const isOpen = ({ shown }: ListedTraining) => open.includes(shown.state)

/** Returns the training that a sponsor most likely wants: the first that has seats, or else a waiting list, or else opens later. */
export const suggestedOf = ({ coming }: Pick<BuilderOffer, 'coming'>): ListedTraining[] => {
  const ofState = (...states: TrainingState[]) => coming.find(({ shown }) => states.includes(shown.state))
  const one = ofState('open', 'few') ?? ofState('waitlist') ?? coming[0]
  return one ? [one] : []
}

/** Reads what the builder offers for an address, which anyone can write. */
export async function readOffer(
  system: System,
  readManifest: () => Promise<Manifest>,
  c: Context,
  { lang, most = mostListed }: { lang: Language; most?: typeof mostListed },
): Promise<BuilderOffer> {
  const { signal } = c.req.raw
  const list = (filter: TrainingFilter, limit: number) =>
    listPublicTrainings(system, { ...filter, isPublished: true }, { limit, signal })
  const present = (stored: StoredTraining[]) => mapInTurns(stored, (one) => listed(system, lang, one), signal)
  const find = searchedText(c.req.query('find'))
  const series = c.req.query('series')
  const coming = await list({ part: 'coming' }, most.coming)
  const ended = await list({ part: 'past' }, most.ended)
  const ofSeries = series ? (await list({ series, part: 'coming' }, most.ofSeries)).trainings : []
  const named = await list({ slugs: (c.req.queries('training') ?? []).slice(0, most.named) }, most.named)
  const listedSlugs = new Set([...coming.trainings, ...ended.trainings].map(({ row }) => row.slug))
  const isFurther = ({ row }: StoredTraining) => row.status === 'published' && !listedSlugs.has(row.slug)
  const found = (find === '' || most.found === 0 ? [] : await findPublicTrainings(system, find, most.found)).filter(
    isFurther,
  )
  const further = [...named.trainings.filter(isFurther), ...found]
  const next = await present(coming.trainings)
  const offer = {
    coming: next.filter(isOpen),
    ended: [...next.filter((one) => !isOpen(one)), ...(await present(ended.trainings))],
    further: await present([...new Map(further.map((one) => [one.row.slug, one])).values()]),
    ofSeries: await present(ofSeries),
  }
  addShown(c, offer.coming.length + offer.ended.length + offer.further.length + offer.ofSeries.length)
  return {
    ...offer,
    all: [...offer.coming, ...offer.ended, ...offer.further],
    isSearchable: find !== '' || coming.nextCursor !== null || ended.nextCursor !== null,
    find,
    foundCount: found.length,
    partners: await suggestPartners(system, c.req.query('partner'), most.partners),
    release: newestRelease(await readManifest()),
  }
}

function listed({ config, now }: System, lang: Language, { row, input, partners }: StoredTraining): ListedTraining {
  return {
    slug: row.slug,
    title: input.title,
    series: input.series,
    languages: languagesOf(input),
    outcome: outcomeOf(row, input, now()),
    shown: presentTraining(row, input, { lang, partners, publicUrl: config.publicUrl, now: now() }),
  }
}

function outcomeOf(row: TrainingTable, input: TrainingInput, now: Date): ResultStatus {
  if (input.audience.access === 'approval') return 'pending_approval'
  return stateOf(availabilityOf(row, input), now) === 'waitlist' ? 'waitlisted' : 'confirmed'
}
