export interface PartnerTable {
  slug: string
  name: string
  url: string | null
  /** A logo's id. Earlier versions stored an address, which shows no logo. */
  logo: string | null
  /** JSON array. */
  origins: string
  accent: string | null
  /** Hash of the secret in the link to its report; null: there is no link. */
  report_hash: string | null
  created_at: string
  updated_at: string
}
