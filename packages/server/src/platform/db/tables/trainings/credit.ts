import type { TrainingCredit } from '@training-signup/contract'

/** What a board asks for. */
export interface CreditProfileTable {
  id: string
  /** JSON of `CreditProfileInput`. */
  content: string
  /** For how many years its certificates are kept, as in `content`. */
  keep_years: number | null
  /** Since when no more trainings can take it. */
  archived_at: string | null
  created_at: string
  updated_at: string
}

/** A profile that a training takes. */
export interface TrainingCreditTable {
  training_id: string
  profile_id: string
  /** Its number in the order of the training, from 0. */
  place: number
  approval: TrainingCredit['approval']
  number: string | null
  /** JSON array of roles. Empty: everyone else. */
  roles: string
}

/** A certificate or an attendance letter, as it was printed. */
export interface CertificateTable {
  id: string
  /** Twelve letters with hyphens, like `7GQM-4XKD-W2HT`. */
  serial: string
  training_id: string
  /** Null once the registration was erased. */
  registration_id: string | null
  profile_id: string
  /** Registration and profile while it is valid: each has one. Null once it was taken back. */
  valid_for: string | null
  /** JSON of `CertificateContent`. */
  content: string
  /** JSON of a salt and a hash of the address, for credentials. */
  recipient: string | null
  issued_at: string
  revoked_at: string | null
  /** The number of the one that replaces it. */
  replaced_by: string | null
  /** When it is deleted. */
  keep_until: string
}

/** That someone has deleted their certificate of a profile, and gets no other one. */
export interface DeletedCertificateTable {
  registration_id: string
  profile_id: string
}

/** That a certificate was taken back before it was deleted: its signed file must not count again. */
export interface EndedCredentialTable {
  id: string
}

/** A key that signs credentials. The newest one signs. */
export interface CredentialKeyTable {
  id: string
  /** JSON of a JWK. Anyone can read it. */
  public_key: string
  /** The private key, sealed with the server's secret, which is not in the database. */
  sealed_key: string
  created_at: string
}
