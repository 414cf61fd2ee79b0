export interface PartnerTable {
  slug: string
  name: string
  url: string | null
  /** A logo's id. Earlier versions stored an address, which shows no logo. */
  logo: string | null
  /** JSON array. */
  origins: string
  accent: string | null
  created_at: string
  updated_at: string
}
