export interface PartnerTable {
  slug: string
  name: string
  url: string | null
  logo: string | null
  /** JSON array. */
  origins: string
  accent: string | null
  created_at: string
  updated_at: string
}
