const time = '2027-03-06T15:00:00.000Z'
const id = '01942f3e-7c00-7000-8000-000000000001'

const account = {
  id,
  email: 'dana@example.org',
  name: 'Dana Ortiz',
  role: 'organizer',
  trainings: ['first-responders'],
  agency: null,
  partner: null,
  lang: 'en',
  lastSeenAt: time,
  createdAt: time,
}
const accountInput = {
  email: 'dana@example.org',
  name: 'Dana Ortiz',
  role: 'organizer',
  trainings: ['first-responders'],
}
const key = {
  id,
  name: 'Nightly export',
  prefix: 'tsk_4f9a',
  role: 'organizer',
  trainings: 'all',
  agency: null,
  partner: null,
  madeBy: id,
  expiresAt: time,
  lastUsedAt: null,
  createdAt: time,
}

/** Examples of what organizers write and read about accounts and keys. */
export const accountExamples = {
  Account: account,
  AccountInput: accountInput,
  AccountList: { accounts: [account], nextCursor: null },
  AccountPatch: { role: 'auditor', trainings: 'all' },
  AccountProfile: { name: 'Dana Ortiz', lang: 'es' },
  SignIns: {
    sessions: [{ id: account.id, userAgent: 'Mozilla/5.0', usedAt: account.createdAt, isCurrent: true }],
    passkeys: [{ id: account.id, name: 'Firefox, Linux', createdAt: account.createdAt }],
  },
  Key: key,
  KeyInput: { name: 'Nightly export', role: 'organizer', days: 90 },
  KeyList: { keys: [key], nextCursor: null },
  KeyWithSecret: { ...key, key: 'tsk_…' },
}
