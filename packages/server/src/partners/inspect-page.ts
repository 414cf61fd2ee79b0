import { parse } from 'parse5'
import { blockedBy, type Loaded, readPolicies } from './content-policy.ts'
import { type Finding, type Inspection, summarize } from './inspection.ts'

/** What is known here about what a partner's page may hold. */
export interface Known {
  /** The public address of this server. */
  server: URL
  partner: string
  /** Slugs of trainings that visitors may see, and of their series. */
  trainings: ReadonlySet<string>
  series: ReadonlySet<string>
  /** The hash of each released script, the newest last. */
  releases: ReadonlyMap<string, string>
}

export interface FoundPage {
  url: URL
  html: string
  /** Values of the header Content-Security-Policy. */
  policies: string[]
}

/**
 * Looks for the sign-up in a page as its server sends it. What only a script of the page adds is
 * not seen.
 */
export function inspectPage({ url, html, policies }: FoundPage, known: Known): Inspection {
  const elements = elementsIn(html)
  const forms = elements.filter(({ tag, attributes }) => tag === 'training-signup' || attributes.has(dataName))
  const scripts = elements.filter(
    ({ tag, attributes }) =>
      tag === 'script' && isModule(attributes) && isOurScript(attributes.get('src'), url, known.server),
  )
  const frames = elements.filter(({ tag, attributes }) => tag === 'iframe' && isOurs(attributes.get('src'), url, known))
  if (forms.length + frames.length === 0) return summarize([{ code: 'no-sign-up' }])
  const policy = readPolicies([...policies, ...policiesIn(elements)])
  const script = scripts[0]
  const findings = [
    ...forms.flatMap(({ tag, attributes }) => namesOf(tag, attributes, known)),
    ...frames.flatMap(({ attributes }) => frameFindings(new URL(attributes.get('src') ?? '', url), url, policy, known)),
    ...(forms.length > 0 ? scriptFindings(script?.attributes, url, policy, known) : []),
  ]
  return summarize(withoutRepeats(findings), versionOf(script?.attributes, url))
}

const dataName = 'data-training-signup'

interface Element {
  tag: string
  attributes: Map<string, string>
}

interface Node {
  nodeName: string
  attrs?: { name: string; value: string }[]
  childNodes?: Node[]
}

function elementsIn(html: string): Element[] {
  const found: Element[] = []
  const waiting: Node[] = [parse(html) as Node]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.attrs)
      found.push({ tag: node.nodeName, attributes: new Map(node.attrs.map(({ name, value }) => [name, value])) })
    waiting.push(...(node.childNodes ?? []).toReversed())
  }
  return found
}

const policiesIn = (elements: Element[]) =>
  elements
    .filter(
      ({ tag, attributes }) => tag === 'meta' && /^content-security-policy$/i.test(attributes.get('http-equiv') ?? ''),
    )
    .map(({ attributes }) => attributes.get('content') ?? '')

const addressOf = (src: string | undefined, page: URL): URL | undefined =>
  src !== undefined && URL.canParse(src, page.href) ? new URL(src, page.href) : undefined

const scriptPath = /\/embed\/([^/]+)\/training-signup\.js$/

/** The script is a module: as a classic script, browsers cannot run it. */
const isModule = (attributes: Map<string, string>) => attributes.get('type')?.trim().toLowerCase() === 'module'

const isOurScript = (src: string | undefined, page: URL, server: URL) => {
  const url = addressOf(src, page)
  return url?.origin === server.origin && scriptPath.test(url.pathname)
}

const isOurs = (src: string | undefined, page: URL, { server }: Known) => {
  const url = addressOf(src, page)
  return url?.origin === server.origin && /\/t\/[^/]+\/frame$/.test(url.pathname)
}

/**
 * Returns the version in a script's address; null for one that always leads to the current script.
 */
function versionOf(script: Map<string, string> | undefined, page: URL): string | null {
  const version = scriptPath.exec(addressOf(script?.get('src'), page)?.pathname ?? '')?.[1]
  return version === undefined || version === 'v1' ? null : version
}

function namesOf(tag: string, attributes: Map<string, string>, known: Known): Finding[] {
  const named = (name: string) => attributes.get(tag === 'training-signup' ? name : `data-${name}`) ?? ''
  const training = named('training')
  const series = named('series')
  return [
    ...partsOf(training)
      .filter((slug) => !known.trainings.has(slug))
      .map((value) => ({ code: 'unknown-training', value }) as const),
    ...(series !== '' && !known.series.has(series) ? [{ code: 'unknown-series', value: series } as const] : []),
    ...partnerFinding(named('partner'), known),
  ]
}

const partsOf = (names: string) => names.split(/[\s,]+/).filter((name) => name !== '')

function partnerFinding(partner: string, known: Known): Finding[] {
  if (partner === known.partner) return []
  return partner === '' ? [{ code: 'no-partner' }] : [{ code: 'other-partner', value: partner }]
}

function frameFindings(frame: URL, page: URL, policy: ReturnType<typeof readPolicies>, known: Known): Finding[] {
  const slug = /\/t\/([^/]+)\/frame$/.exec(frame.pathname)?.[1] ?? ''
  const directive = blockedBy(policy, 'frame', page, { url: frame })
  return [
    ...(known.trainings.has(slug) ? [] : [{ code: 'unknown-training', value: slug } as const]),
    ...partnerFinding(frame.searchParams.get('p') ?? '', known),
    ...(directive === undefined ? [] : [{ code: 'frame-blocked', value: directive } as const]),
  ]
}

function scriptFindings(
  script: Map<string, string> | undefined,
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

const withoutRepeats = (findings: Finding[]) =>
  findings.filter(
    ({ code, value }, index) => findings.findIndex((one) => one.code === code && one.value === value) === index,
  )
