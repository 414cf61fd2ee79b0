import type { AccountRole } from '@training-signup/contract'

/** Who someone is for the organizer. An account has one role. */
export type Role = AccountRole

/** What each role may do. Which trainings, people, and numbers it reaches is its scope. */
const allowed = {
  'read-trainings': ['owner', 'organizer', 'auditor'],
  'change-trainings': ['owner', 'organizer'],
  /** What new trainings start with. */
  'change-organizer': ['owner'],
  /** Registrations with contact addresses and answers, except the sensitive ones. */
  'read-people': ['owner', 'organizer', 'agency', 'auditor'],
  /** Needs, diets, license numbers, supervisors. */
  'read-sensitive': ['owner', 'organizer'],
  'change-people': ['owner', 'organizer'],
  /**
   * Register people of an agency, and replace or cancel those that its coordinators registered,
   * where the training lets them.
   */
  coordinate: ['owner', 'organizer', 'agency'],
  'export-people': ['owner', 'organizer'],
  /** Names, agencies, and whether someone has a seat: what the door needs. */
  'read-names': ['owner', 'organizer', 'door'],
  'check-in': ['owner', 'organizer', 'door'],
  /** Add someone who has come, by name: nothing of others shows. */
  'add-walk-ins': ['owner', 'organizer', 'door'],
  'read-messages': ['owner', 'organizer', 'auditor'],
  'send-messages': ['owner', 'organizer'],
  /** A partner sees its own in steps, and a day later. */
  'read-numbers': ['owner', 'organizer', 'partner', 'auditor'],
  /** Counts of registrations for partners and funders, live: for organizers to hand on. */
  'read-reports': ['owner', 'organizer', 'auditor'],
  'read-partners': ['owner', 'organizer', 'auditor'],
  'change-partners': ['owner', 'organizer'],
  'manage-webhooks': ['owner', 'organizer'],
  'manage-accounts': ['owner'],
  /**
   * One’s own name, language, sessions, and passkeys; an owner’s reach over those of others is
   * `manage-accounts`.
   */
  'own-account': ['owner', 'organizer', 'door', 'agency', 'partner', 'auditor'],
  /** Keys for programs, no wider than their maker’s own role and scope. */
  'manage-keys': ['owner', 'organizer'],
  'read-audit': ['owner', 'auditor'],
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof allowed

export const allows = (role: Role, permission: Permission): boolean =>
  (allowed[permission] as readonly Role[]).includes(role)

/**
 * Permissions with which someone sees who registered. Using one is written down, even for reading.
 */
const ofPeople: ReadonlySet<Permission> = new Set([
  'read-people',
  'change-people',
  'coordinate',
  'read-sensitive',
  'export-people',
  'read-names',
  'read-messages',
  'send-messages',
])

export const showsPeople = (permission: Permission): boolean => ofPeople.has(permission)

/**
 * Permissions that no API key has, whatever its role: an account or a key made with one would
 * outlive it.
 */
const notForKeys: ReadonlySet<Permission> = new Set(['manage-accounts', 'own-account', 'manage-keys'])

export const allowsKeys = (permission: Permission): boolean => !notForKeys.has(permission)

/** Returns whether one role may do everything that another may. */
export const includesRole = (role: Role, other: Role): boolean =>
  Object.values(allowed).every((roles: readonly Role[]) => !roles.includes(other) || roles.includes(role))
