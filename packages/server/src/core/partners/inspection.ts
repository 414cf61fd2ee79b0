export type FindingCode =
  | 'unreachable'
  | 'answered'
  | 'not-html'
  | 'too-large'
  | 'unreadable'
  | 'no-sign-up'
  | 'no-script'
  | 'unknown-training'
  | 'unknown-series'
  | 'no-partner'
  | 'other-partner'
  | 'unknown-release'
  | 'integrity-mismatch'
  | 'old-release'
  | 'script-blocked'
  | 'connection-blocked'
  | 'frame-blocked'

export interface Finding {
  code: FindingCode
  /** The name, status, version, or directive that it is about. */
  value?: string
}

/** Findings with which visitors of the page still can register. */
const harmless: ReadonlySet<FindingCode> = new Set(['no-partner', 'other-partner', 'old-release'])

export interface Inspection {
  state: 'live' | 'warned' | 'failing'
  /** The release that the page pins; null if it loads the current one, or none. */
  release: string | null
  findings: Finding[]
}

/** Returns what an inspection found, and what it means for visitors. */
export const summarize = (findings: Finding[], release: string | null = null): Inspection => ({
  state: findings.some(({ code }) => !harmless.has(code)) ? 'failing' : findings.length > 0 ? 'warned' : 'live',
  release,
  findings,
})
