import type { Generated } from 'kysely'

/** A page of a partner that carries the sign-up, and what the server last found there. */
export interface PartnerPageTable {
  id: string
  partner: string
  url: string
  created_at: string
  /** When it was last looked at, or when someone last began to. */
  checked_at: string | null
  /** JSON of an `Inspection`. */
  inspection: string | null
}

/** A site on which a partner's sign-up was seen. */
export interface PartnerHostTable {
  partner: string
  origin: string
  /** In UTC, like 2027-03-06. */
  first_day: string
  last_day: string
  /** How often it was seen, since that is counted. Anyone can say that it was. */
  views: Generated<number>
}

/** A release that pages of a site loaded, or `v1` for the current script. */
export interface ScriptHostTable {
  origin: string
  version: string
  last_day: string
}
