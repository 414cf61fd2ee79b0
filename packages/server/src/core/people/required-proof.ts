import type { TrainingInput, VerifyLevel } from '@training-signup/contract'

/**
 * How many people of a group that no one has proven get seats. A larger group, or one with people
 * who have no email address of their own, could otherwise fill a training with a single request.
 */
export const mostUnproven = 5

/**
 * Returns what makes a sign-up count: the code from an email; without a mail server, approval of
 * everyone after the first `mostUnproven`; or nothing more.
 */
export function proofOf(
  { verify, sendsMail }: { verify: VerifyLevel; sendsMail: boolean },
  people: readonly { email: string | null }[],
): 'code' | 'approval' | 'none' {
  if (verify === 'never') return 'none'
  if (!sendsMail) return people.length > mostUnproven ? 'approval' : 'none'
  const isOpenGroup = people.length > mostUnproven || people.some(({ email }) => email === null)
  return verify === 'everyone' || isOpenGroup ? 'code' : 'none'
}

/**
 * Returns how long the code from an email is. Where the domain of an address gives a seat, the code
 * is all that stands between a stranger and the domain's trust, so it is longer.
 */
export const codeDigitsOf = ({ access, domains }: Pick<TrainingInput['audience'], 'access' | 'domains'>): 6 | 8 =>
  access === 'domain' && domains.length > 0 ? 8 : 6
