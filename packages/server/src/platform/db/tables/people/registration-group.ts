export interface RegistrationGroupTable {
  id: string
  reference: string
  training_id: string
  coordinator_name: string
  coordinator_email: string
  coordinator_canonical: string | null
  coordinator_agency: string | null
  /** 1: members are accepted individually; 0: all or none. */
  split: 0 | 1
  /** Raising it revokes every link that was mailed to the coordinator. */
  token_version: number
  /** When the coordinator verified their address with a code. */
  proven_at: string | null
  /** When the coordinator said that the group isn't coming. */
  called_off_at: string | null
  created_at: string
}
