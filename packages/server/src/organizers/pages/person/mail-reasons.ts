import type { Language } from '@training-signup/contract'
import { say } from '../../../words/admin.ts'

/** What the outbox stores instead of a mail server's text. */
const reasons = {
  address: /^(550|551|553)$/,
  full: /^(452|552)$/,
  login: /^(EAUTH|530|534|535|538)$/,
  secure: /^ETLS$/,
  slow: /^ETIMEDOUT$/,
  unreachable: /^(ECONN\w+|EDNS|ENOTFOUND|EAI_AGAIN|ESOCKET|EHOSTUNREACH|ENETUNREACH|421)$/,
  later: /^4\d\d$/,
  refused: /^5\d\d$/,
} as const

/** Says why an email waits or came back. The code follows: operators look it up. */
export function reasonInWords(lang: Language, code: string): string {
  if (code === 'crowded-mailbox' || code === 'hourly-limit' || code === 'returned')
    return say(lang, `admin.emails.why.${code}`)
  const names = Object.keys(reasons) as (keyof typeof reasons)[]
  const name = names.find((one) => reasons[one].test(code)) ?? 'other'
  return `${say(lang, `admin.emails.why.${name}`)} (${code})`
}
