import type { Channel, Language, RegistrationStatus } from '@training-signup/contract'

/**
 * What both engines give back alike: text ids, ISO instants in UTC, `0 | 1`, integers, JSON as text.
 * A column named `…_folded` or `…_canonical` holds a spelling made for finding and comparing, never for showing.
 */
export interface Tables {
  training: TrainingTable
  training_count: TrainingCountTable
  partner: PartnerTable
  placement_count: PlacementCountTable
  registration: RegistrationTable
  registration_group: RegistrationGroupTable
  duplicate: DuplicateTable
  transfer: TransferTable
  verification: VerificationTable
  supervisor_request: SupervisorRequestTable
  idempotency: IdempotencyTable
  outbox: OutboxTable
  outbox_person: OutboxPersonTable
  mailbox_slot: MailboxSlotTable
  reminded: RemindedTable
  message: MessageTable
  message_mail: MessageMailTable
  unsubscribed: UnsubscribedTable
  webhook: WebhookTable
  webhook_event: WebhookEventTable
  webhook_delivery: WebhookDeliveryTable
  heartbeat: { id: number; at: string }
}

export interface TrainingTable {
  id: string
  slug: string
  series: string | null
  status: 'draft' | 'published' | 'cancelled' | 'withdrawn'
  /** Local to `time_zone`, such as 2027-03-06T09:00. */
  starts_local: string
  ends_local: string
  time_zone: string
  /** The same moments as instants, kept for ordering and for the windows. */
  starts_at: string
  ends_at: string
  opens_at: string | null
  closes_at: string
  /** The whole of `TrainingInput`, as JSON. */
  input: string
  /** null: as many as come. */
  capacity: number | null
  seats_taken: number
  /** How many entries the waiting list and the seats have seen; the next sign-up stands behind them. */
  last_waiting_list_position: number
  /** Raised by every change of the organizer's; forms and calendars are made anew for it. */
  revision: number
  /** When what was asked for the day itself may go, and when everything may. */
  extras_until: string | null
  record_until: string | null
  /** The last registration whose extras are gone; later ones have theirs. */
  extras_erased_to: string | null
  /** Up to when the organizer has been told who came and who left. */
  digested_until: string | null
  /** When it was last moved to another day; what people were asked before was about the old one. */
  day_set_at: string | null
  /** Since when more people on the waiting list may fit than one transaction promotes; null: no one who waits fits. */
  promotion_pending_since: string | null
  created_at: string
  updated_at: string
}

/** Registrations per training and status, kept in the same transactions: totals cost nothing. */
export interface TrainingCountTable {
  training_id: string
  status: RegistrationStatus
  count: number
}

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

/** What the pages of a partner have brought. Nobody can be found in it: it holds numbers and no person. */
export interface PlacementCountTable {
  /** '' for pages that name no partner, or none that there is. */
  partner: string
  training_id: string
  /** Where the training takes place, such as 2027-03-06. */
  day: string
  views: number
  starts: number
  /** People newly registered, whatever became of them later. */
  sign_ups: number
}

export interface RegistrationTable {
  id: string
  reference: string
  training_id: string
  group_id: string | null
  status: RegistrationStatus
  /** Whether it counts in `training.seats_taken`; written where a status is. */
  holds_seat: 0 | 1
  /** Position in the training's order of commits; an undivided group shares one. */
  waiting_list_position: number
  given_name: string
  family_name: string
  family_folded: string
  /** As typed; null for a member without one of their own, or a phone-in. */
  email: string | null
  email_canonical: string | null
  phone: string | null
  role: string | null
  agency: string | null
  agency_folded: string | null
  /** JSON of the other answers by field id. */
  answers: string
  /** JSON of needs, diet, licence and whatever else is marked sensitive. */
  sensitive: string
  lang: Language
  partner: string | null
  channel: Channel
  origin: string | null
  /** JSON array of consent ids. */
  consents: string
  /** Raising it revokes every link that was mailed. */
  token_version: number
  /** Contact address and name while the person has a seat or waits for one, else null. Unique per training. */
  active_person: string | null
  /** What the sign-up was answered with. Its coordinator sees no later status of a person with their own address. */
  public_status: RegistrationStatus
  /** The name that a coordinator entered for a person with their own address, and goes on to see; else null. */
  public_name: string | null
  /** When someone first proved that they read its address: by a code, or by acting through their own link. */
  proven_at: string | null
  /** When the present status lapses, or the hold on its seat does; null: never. */
  expires_at: string | null
  /** When the person said, near the day, that they still come. */
  reconfirmed_at: string | null
  created_at: string
  changed_at: string
}

export interface RegistrationGroupTable {
  id: string
  reference: string
  training_id: string
  coordinator_name: string
  coordinator_email: string
  coordinator_canonical: string | null
  coordinator_agency: string | null
  /** 1: members are taken one by one; 0: all or none. */
  split: 0 | 1
  /** Raising it revokes every link that was mailed to the coordinator. */
  token_version: number
  /** When the coordinator proved their address with a code. */
  proven_at: string | null
  /** When the coordinator said that the group isn't coming. */
  called_off_at: string | null
  created_at: string
}

/** A note of a sign-up of someone who was registered already. It never changes. */
export interface DuplicateTable {
  id: string
  reference: string
  training_id: string
  /** The group that it came in, by whose reference the organizer finds it. */
  group_id: string | null
  /** The registration that it met. */
  registration_id: string
  /** JSON of what the person answered this time, without sensitive answers. */
  submitted_answers: string
  /** What the sign-up was answered with, as if the person were new. */
  public_status: RegistrationStatus
  created_at: string
}

/** A seat that somebody offers to a colleague. It stays the giver's until it is taken. */
export interface TransferTable {
  id: string
  training_id: string
  /** The giver's. */
  registration_id: string
  /** Of the colleague; emptied once the seat is taken. */
  given_name: string
  family_name: string
  email: string
  lang: Language
  expires_at: string
  /** The colleague's registration, once there is one. */
  taken_by: string | null
  created_at: string
}

/** The question whether somebody may come, put to the supervisor whom they named. */
export interface SupervisorRequestTable {
  id: string
  /** Whose request it is about; of a duplicate, the registration that it met. */
  registration_id: string
  /** Where the person was registered already: then no answer changes anything. */
  duplicate_id: string | null
  /** Of the person, as the supervisor is told it. */
  given_name: string
  family_name: string
  /** The supervisor's. */
  address: string
  lang: Language
  answer: 'yes' | 'no' | null
  answered_at: string | null
  created_at: string
}

/**
 * A sign-up that waits for its code. It is a request and no registration yet: the right code, or an organizer who vouches
 * for it, has it admitted like any other sign-up.
 */
export interface VerificationTable {
  id: string
  training_id: string
  /** What the sign-up was answered with, and what its registration or group is called once it is admitted. */
  reference: string
  /** JSON of a `StoredRequest`; `{}` once it is admitted. */
  request: string
  /** Canonical form of the address that the code goes to: the person's, or their coordinator's. */
  address: string
  /** How many seats it keeps free until it ends; they count in `training.seats_taken`. */
  held_seats: number
  lang: Language
  /** A keyed hash; null while no code was made for the last email. */
  code_hash: string | null
  code_expires_at: string | null
  /** Wrong codes since one was last asked for. */
  tries: number
  /** JSON array of the instants at which codes were asked for. */
  asked_at: string
  ends_at: string
  /** Until when at most a request that replaces this one can wait for its code. */
  latest_end: string
  verified_at: string | null
  /** JSON of what was answered when it was verified, for the same code sent twice. */
  answer: string | null
  created_at: string
}

export interface IdempotencyTable {
  training_id: string
  key: string
  request_hash: string
  /** The reference that was answered, by which an erasure finds this row. */
  reference: string
  answer: string
  expires_at: string
}

/** Emails to each mailbox: those of the last hour, and the slots that later ones have reserved. */
export interface MailboxSlotTable {
  /** A keyed hash of the canonical address. */
  recipient: string
  /** In the order of asking; -1 is no turn but locks all of a recipient. */
  slot: number
  mail_id: string
  /** Counts for an hour from then; a coming moment is one that is promised. */
  reserved_for: string
}

/** How far each reminder of a training has come. */
export interface RemindedTable {
  training_id: string
  kind: 'still-coming' | 'reminder'
  /** The start that it was about; for another one it begins anew. */
  starts_at: string
  /** The last registration that was reminded. */
  reminded_to: string
  is_done: 0 | 1
}

/** Mails to be: ids only, rendered at delivery. */
export interface OutboxTable {
  id: string
  kind: string
  training_id: string
  registration_id: string | null
  group_id: string | null
  duplicate_id: string | null
  transfer_id: string | null
  verification_id: string | null
  lang: Language
  due_at: string
  tries: number
  /** Until then one process is at it. */
  leased_until: string | null
  /** When it was done with, whatever the outcome. */
  sent_at: string | null
  /** null: it waits. `dropped`: when its turn came there was nobody, or nothing, left to tell. */
  outcome: 'sent' | 'failed' | 'dropped' | null
  /** A code, never what a mail server wrote: that may quote addresses. `crowded-mailbox`: its turn was too far away. */
  last_error: string | null
  created_at: string
}

/** Of whom a mail of the outbox tells their coordinator. */
export interface OutboxPersonTable {
  outbox_id: string
  registration_id: string
}

/** What an organizer writes to the people of a training. */
export interface MessageTable {
  id: string
  training_id: string
  /** JSON of the contract's `MessageFilter`. */
  filter: string
  /** JSON of a `LocalText`, as `body` is. */
  subject: string
  body: string
  about: 'seat' | 'other'
  state: 'draft' | 'sending' | 'sent'
  /** The last registration that was looked at, while it is being sent. */
  sent_to: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** Which mails of the outbox carry a message. */
export interface MessageMailTable {
  outbox_id: string
  message_id: string
  /** Hash of the canonical address, so that nobody gets a message twice; null for a test. */
  recipient: string | null
}

/** Addresses, hashed, that want mails about their seats only. */
export interface UnsubscribedTable {
  recipient: string
  created_at: string
}

/** A receiver of what happens. */
export interface WebhookTable {
  id: string
  url: string
  /** JSON array of events; `*` is all of them. */
  events: string
  /** `gone`: it answered 410, and nothing is sent until somebody turns it on again. */
  state: 'on' | 'off' | 'gone'
  secret: string
  /** Signs too while the secret is exchanged. */
  previous_secret: string | null
  /** Until then one process is at it, or it is left in peace after it failed. */
  busy_until: string
  created_at: string
  updated_at: string
}

/** What has happened and is not yet a delivery for each webhook that wants it. */
export interface WebhookEventTable {
  id: string
  /** JSON array of `Happening`: ids, and nothing of a person. */
  events: string
  created_at: string
}

export interface WebhookDeliveryTable {
  /** Sent as `webhook-id`, the same at every try. */
  id: string
  webhook_id: string
  event: string
  /** JSON of a `Happening` without its event. */
  data: string
  happened_at: string
  due_at: string
  tries: number
  /** null: it waits. */
  outcome: 'delivered' | 'failed' | null
  last_status: number | null
  /** A code; nothing that a receiver wrote is kept. */
  last_error: string | null
  done_at: string | null
  created_at: string
}
