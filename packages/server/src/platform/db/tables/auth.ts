import type { Language } from '@training-signup/contract'
import type { ColumnType, Generated } from 'kysely'

/** Which part of the data an account or a key reaches, as it is stored. */
export interface StoredScope {
  /** One of the roles in `platform/access/roles.ts`. */
  role: string
  /** JSON array of the ids of trainings; null for all. */
  trainings: string | null
  /** The name of the only agency whose people are reached. */
  agency: string | null
  agency_folded: string | null
  /** How it was typed, if organizers merged that into another name. */
  agency_typed: string | null
  /** The slug of the only partner whose numbers are reached. */
  partner: string | null
}

/** An account of the organizer's side. */
export interface AuthUserTable extends StoredScope {
  id: string
  name: string
  /** The canonical address. */
  email: string
  /** The language of pages and emails. */
  lang: Language
  /** When a code that was emailed to them was first typed: emails arrive. */
  mail_proven_at: ColumnType<string | null, string | null | undefined>
  created_at: string
  updated_at: string
}

/** A browser in which someone is signed in. */
export interface AuthSessionTable {
  id: string
  user_id: string
  /** SHA-256 of what the cookie holds. */
  token_hash: string
  user_agent: string | null
  /** When the person last showed, in the middle of the session, that it is still them. */
  confirmed_at: string | null
  /** Moves on while the session is used, until it has lasted half a day. */
  expires_at: string
  created_at: string
  updated_at: string
}

/** A link or a passkey's challenge that is waiting to be used once. */
export interface SingleUseTable {
  id: string
  /** A hash of the secret that is waited for, and of what it is for. */
  identifier: string
  value: string
  expires_at: string
  created_at: string
  updated_at: string
}

/** The public half of a passkey. */
export interface AuthPasskeyTable {
  id: string
  user_id: string
  name: string | null
  /** A COSE key in Base64. */
  public_key: string
  /** The passkey's own name for itself, in Base64url. */
  credential_id: string
  /** How often it was shown, if it counts. A lower count comes from a copy. */
  counter: number
  /** How browsers reach it, with commas between. */
  transports: string | null
  created_at: string | null
}

/** A key for programs that use the organizers' API. */
export interface AuthKeyTable extends StoredScope {
  id: string
  name: string
  /** How the key begins, so that people recognize it. */
  prefix: string
  /** SHA-256 of the key. It has 192 random bits, so no one can try them. */
  hash: string
  /** Whose account it ends with; null if the operator's token made it. */
  user_id: string | null
  expires_at: string
  last_used_at: string | null
  created_at: string
}

/** What lets a browser go on checking in at one door when its session has ended. */
export interface DoorPassTable {
  /** SHA-256 of what the browser keeps. */
  id: string
  training_id: string
  user_id: string
  expires_at: string
}

/** A browser in which people check themselves in to one training, until an hour after it. */
export interface KioskTable {
  /** SHA-256 of what the browser keeps. */
  id: string
  training_id: string
  user_id: string
  expires_at: string
  /** How many were not found since an instant. */
  misses: Generated<number>
  misses_from: string
  /** What it said last, when, to which person, and of which time; null: to someone it sent to the desk. */
  said: 'in' | 'out' | 'already' | 'ask' | null
  said_at: string | null
  said_time: string | null
  said_to: string | null
}

/** An email to someone with an account about how one signs in to it. Deleted once it is sent. */
export interface AccountNoticeTable {
  id: string
  user_id: string
  /** One of the kinds in `delivery/kinds/account-notices.ts`. */
  kind: string
  /** JSON of what the kind names, like the name of a passkey. */
  about: string
  due_at: string
  tries: number
}
