import { blockedBy, type Loaded, readPolicies } from './content-policy.ts'
import { type Finding, type Inspection, summarize } from './inspection.ts'
import type { Tag } from './read-tags.ts'

/** What is known here about what a partner's page may hold. */
export interface Known {
  /** The public address of this server. */
  server: URL
  partner: string
  /** Of the names in the page, the trainings that visitors may see, and series of such. */
  trainings: ReadonlySet<string>
  series: ReadonlySet<string>
  /** The hash of each released script, the newest last. */
  releases: ReadonlyMap<string, string>
}

export interface FoundPage {
  url: URL
  tags: readonly Tag[]
  /** Values of the header Content-Security-Policy. */
  policies: string[]
}

/**
 * Looks for the sign-up in a page as its server sends it. What only a script of the page adds is
 * not seen.
 */
export function inspectPage({ url, tags, policies }: FoundPage, known: Known): Inspection {
  const { forms, scripts, frames } = partsOf({ url, tags }, known.server)
  if (forms.length + frames.length === 0) return summarize([{ code: 'no-sign-up' }])
  const policy = readPolicies([...policies, ...policiesIn(tags)])
  const script = scripts[0]
  const findings = [
    ...forms.flatMap((form) => nameFindings(form, known)),
    ...frames.flatMap(({ attributes }) => frameFindings(new URL(attributes.get('src') ?? '', url), url, policy, known)),
    ...(forms.length > 0 ? scriptFindings(script?.attributes, url, policy, known) : []),
  ]
  return summarize(withoutRepeats(findings).slice(0, mostFindings), versionOf(script?.attributes, url))
}

/** Returns the trainings and series that a page names, to look them up. */
export function namesIn(
  page: Pick<FoundPage, 'url' | 'tags'>,
  server: URL,
): { trainings: ReadonlySet<string>; series: ReadonlySet<string> } {
  const { forms, frames } = partsOf(page, server)
  const frameSlugs = frames.map(({ attributes }) => slugIn(new URL(attributes.get('src') ?? '', page.url)))
  return {
    trainings: new Set([...forms.flatMap((form) => trainingsOf(form)), ...frameSlugs]),
    series: new Set(forms.map((form) => nameIn(form, 'series'))),
  }
}

const mostPolicies = 10
const mostFindings = 20
const mostNames = 100

function partsOf({ url, tags }: Pick<FoundPage, 'url' | 'tags'>, server: URL) {
  return {
    forms: tags.filter(({ name, attributes }) => name === 'training-signup' || attributes.has('data-training-signup')),
    scripts: tags.filter(
      ({ name, attributes }) =>
        name === 'script' && isModule(attributes) && isOurScript(attributes.get('src'), url, server),
    ),
    frames: tags.filter(({ name, attributes }) => name === 'iframe' && isOurs(attributes.get('src'), url, server)),
  }
}

const policiesIn = (tags: readonly Tag[]) =>
  tags
    .filter(
      ({ name, attributes }) =>
        name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy',
    )
    .slice(0, mostPolicies)
    .map(({ attributes }) => attributes.get('content') ?? '')

const addressOf = (src: string | undefined, page: URL): URL | undefined =>
  src !== undefined && URL.canParse(src, page.href) ? new URL(src, page.href) : undefined

const scriptPath = /\/embed\/([^/]+)\/training-signup\.js$/

/** The script is a module: as a classic script, browsers cannot run it. */
const isModule = (attributes: Tag['attributes']) => attributes.get('type')?.trim().toLowerCase() === 'module'

const isOurScript = (src: string | undefined, page: URL, server: URL) => {
  const url = addressOf(src, page)
  return url?.origin === server.origin && scriptPath.test(url.pathname)
}

const isOurs = (src: string | undefined, page: URL, server: URL) => {
  const url = addressOf(src, page)
  return url?.origin === server.origin && /\/t\/[^/]+\/frame$/.test(url.pathname)
}

/**
 * Returns the version in a script's address; null for one that always leads to the current script.
 */
function versionOf(script: Tag['attributes'] | undefined, page: URL): string | null {
  const version = scriptPath.exec(addressOf(script?.get('src'), page)?.pathname ?? '')?.[1]
  return version === undefined || version === 'v1' ? null : version
}

const nameIn = ({ name, attributes }: Tag, attribute: string) =>
  attributes.get(name === 'training-signup' ? attribute : `data-${attribute}`) ?? ''

const trainingsOf = (form: Tag) =>
  nameIn(form, 'training')
    .split(/[\s,]+/, mostNames)
    .filter((name) => name !== '')

const slugIn = (frame: URL) => /\/t\/([^/]+)\/frame$/.exec(frame.pathname)?.[1] ?? ''

function nameFindings(form: Tag, known: Known): Finding[] {
  const series = nameIn(form, 'series')
  return [
    ...trainingsOf(form)
      .filter((slug) => !known.trainings.has(slug))
      .map((value) => ({ code: 'unknown-training', value }) as const),
    ...(series !== '' && !known.series.has(series) ? [{ code: 'unknown-series', value: series } as const] : []),
    ...partnerFinding(nameIn(form, 'partner'), known),
  ]
}

function partnerFinding(partner: string, known: Known): Finding[] {
  if (partner === known.partner) return []
  return partner === '' ? [{ code: 'no-partner' }] : [{ code: 'other-partner', value: partner }]
}

function frameFindings(frame: URL, page: URL, policy: ReturnType<typeof readPolicies>, known: Known): Finding[] {
  const slug = slugIn(frame)
  const directive = blockedBy(policy, 'frame', page, { url: frame })
  return [
    ...(known.trainings.has(slug) ? [] : [{ code: 'unknown-training', value: slug } as const]),
    ...partnerFinding(frame.searchParams.get('p') ?? '', known),
    ...(directive === undefined ? [] : [{ code: 'frame-blocked', value: directive } as const]),
  ]
}

function scriptFindings(
  script: Tag['attributes'] | undefined,
  page: URL,
  policy: ReturnType<typeof readPolicies>,
  { server, releases }: Known,
): Finding[] {
  const url = addressOf(script?.get('src'), page)
  if (!script || !url) return [{ code: 'no-script' }]
  const integrity = script.get('integrity')
  const loaded: Loaded = { url, nonce: script.get('nonce'), integrity }
  const directive = blockedBy(policy, 'script', page, loaded)
  const connection = blockedBy(policy, 'connect', page, { url: new URL('/api/v1/', server) })
  return [
    ...(directive === undefined ? [] : [{ code: 'script-blocked', value: directive } as const]),
    ...(connection === undefined ? [] : [{ code: 'connection-blocked', value: connection } as const]),
    ...releaseFindings(versionOf(script, page), integrity, releases),
  ]
}

function releaseFindings(
  version: string | null,
  integrity: string | undefined,
  releases: ReadonlyMap<string, string>,
): Finding[] {
  // The current script changes, so a hash of it fits only for a while.
  if (version === null) return integrity === undefined ? [] : [{ code: 'integrity-mismatch', value: 'v1' }]
  const hash = releases.get(version)
  if (hash === undefined) return [{ code: 'unknown-release', value: version }]
  if (integrity !== undefined && !integrity.split(/\s+/).includes(hash))
    return [{ code: 'integrity-mismatch', value: version }]
  return version === [...releases.keys()].at(-1) ? [] : [{ code: 'old-release', value: version }]
}

const longestValue = 200

const withoutRepeats = (findings: Finding[]): Finding[] => {
  const short = findings.map(({ code, value }) => (value === undefined ? { code } : { code, value: shorten(value) }))
  return [...new Map(short.map((one) => [JSON.stringify(one), one])).values()]
}

const shorten = (value: string) => (value.length > longestValue ? `${value.slice(0, longestValue)}…` : value)
