/** A Content-Security-Policy: sources by directive. */
type Policy = Map<string, string[]>

/** Reads the policies of a page. Every one of them must allow what it loads. */
export const readPolicies = (texts: readonly string[]): Policy[] =>
  texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const policy: Policy = new Map()
      for (const directive of text.split(';')) {
        const [name = '', ...sources] = directive.trim().split(/\s+/)
        // Of a directive that stands twice, the first counts.
        if (name !== '' && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources)
      }
      return policy
    })

export interface Loaded {
  url: URL
  /** Of a script element. */
  nonce?: string | undefined
  integrity?: string | undefined
}

/** Directives from the most specific to the one that stands for all. */
const fallbacks = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  connect: ['connect-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
} as const
export type Use = keyof typeof fallbacks

/** Returns the directive that keeps a page from loading this; undefined if none does. */
export function blockedBy(policies: Policy[], use: Use, page: URL, loaded: Loaded): string | undefined {
  for (const policy of policies) {
    const name = fallbacks[use].find((one) => policy.has(one))
    if (name !== undefined && !allows(policy.get(name) ?? [], page, loaded)) return name
  }
  return undefined
}

function allows(sources: string[], page: URL, { url, nonce, integrity }: Loaded): boolean {
  const hashes = (integrity ?? '').split(/\s+/).filter((hash) => hash !== '')
  const named = sources.some((source) => source === `'nonce-${nonce}'` || hashes.some((hash) => source === `'${hash}'`))
  if (named) return true
  // Then only what is named by a nonce or a hash may run.
  if (sources.includes("'strict-dynamic'")) return false
  return sources.some((source) => matches(source, page, url))
}

function matches(source: string, page: URL, url: URL): boolean {
  if (source === "'self'") return url.origin === page.origin
  if (source === '*') return /^https?:$/.test(url.protocol)
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return source.toLowerCase() === url.protocol
  const [, scheme, host = '', port, path] =
    /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[\w-]+(?:\.[\w-]+)*)(?::(\d+|\*))?(\/.*)?$/i.exec(source) ?? []
  if (host === '') return false
  const protocol = scheme === undefined ? page.protocol : `${scheme.toLowerCase()}:`
  // A page over http may load the same over https.
  if (url.protocol !== protocol && !(protocol === 'http:' && url.protocol === 'https:')) return false
  if (port !== undefined && port !== '*' && port !== portOf(url)) return false
  if (port === undefined && url.port !== '') return false
  if (!isHost(host.toLowerCase(), url.hostname)) return false
  if (path === undefined || path === '/') return true
  return path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path
}

const portOf = ({ port, protocol }: URL) => (port === '' ? (protocol === 'https:' ? '443' : '80') : port)

const isHost = (pattern: string, host: string) =>
  pattern === '*' || (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern)
