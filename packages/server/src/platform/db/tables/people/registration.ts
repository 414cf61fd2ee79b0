import type { Channel, Language, RegistrationStatus } from '@training-signup/contract'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface RegistrationTable {
  id: string
  reference: string
  training_id: string
  group_id: string | null
  status: RegistrationStatus
  /** Whether it counts in `training.seats_taken`. Every write of a status sets it. */
  holds_seat: 0 | 1
  /** Whether its status was ever `confirmed`. The ledger sets it. */
  was_confirmed: Generated<0 | 1>
  /** Position in the training's order of commits; an undivided group shares one. */
  waiting_list_position: number
  given_name: string
  family_name: string
  /** By these two, people are sorted: without spaces and hyphens. */
  family_folded: string
  given_folded: Generated<string>
  /** What it is found by, as `searchWords` returns it. The ledger sets it. */
  words: Generated<string>
  /** As typed; null for a phone-in, or a group member without their own address. */
  email: string | null
  email_canonical: string | null
  /** What stands after the @ of the address, for searching. */
  email_domain: GeneratedAlways<string | null>
  phone: string | null
  role: string | null
  /** The name that it goes by. */
  agency: string | null
  agency_folded: string | null
  /** How the person typed it, if organizers merged that into another name. */
  agency_typed: ColumnType<string | null, string | null | undefined>
  /** JSON of the other answers by field id. */
  answers: string
  /** JSON of needs, diet, license, and other answers marked sensitive. */
  sensitive: string
  /** Whether `sensitive` holds accommodations. */
  has_needs: GeneratedAlways<0 | 1>
  lang: Language
  partner: string | null
  channel: Channel
  origin: string | null
  /** JSON array of consent ids. */
  consents: string
  /** Raising it revokes every link that was mailed. */
  token_version: number
  /**
   * Normalized contact address and name while the person has a seat or waits for one, else null.
   * Unique per training.
   */
  active_person: string | null
  /**
   * The status in the sign-up's response. A coordinator sees no later status of a person with their
   * own address.
   */
  public_status: RegistrationStatus
  /**
   * The name that a coordinator entered for a person with their own address, and goes on to see;
   * else null.
   */
  public_name: string | null
  /**
   * When someone first proved that they read its address: with a code, or by acting through their
   * own link.
   */
  proven_at: string | null
  /** When the current status, or its hold on a seat, expires; null: never. */
  expires_at: string | null
  /** When the person confirmed, near the day, that they still come; see `reconfirmedSince`. */
  reconfirmed_at: string | null
  /** When the door noted that the person came. */
  checked_in_at: ColumnType<string | null, string | null | undefined>
  /** When an organizer opened their seat to people at the door, because they had not come. */
  seat_opened_at: ColumnType<string | null, string | null | undefined>
  /** The id of their registration for the training that an organizer moved them from. */
  moved_from: ColumnType<string | null, string | null | undefined>
  created_at: string
  changed_at: string
}
