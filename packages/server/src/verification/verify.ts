import type { RegistrationResult } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../http/problem.ts'
import { acceptSignUp, type Verification } from '../registrations/accept-sign-up.ts'
import { say } from '../words/index.ts'
import { isCode, readCode } from './codes.ts'
import { isOver, type Locked, lockNamed, lockVerification, type Named, proveNamed } from './locked.ts'

/** So many wrong codes are taken for slips of the finger. */
const mostTries = 5

/**
 * Finishes a sign-up with the code that was sent to its address. The right code may come twice, and is
 * answered the same. Where somebody was
 * registered already no code is right, and everything else is the same.
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `verification-over`, `training-cancelled`, `not-found`
 */
export async function verifyByCode(parts: Parts, named: Named & { code: string }): Promise<RegistrationResult> {
  const proven = proveNamed(parts, named)
  const outcome = await parts.db.transaction(async (tx) => {
    const locked = await lockNamed(parts, tx, proven)
    return judge(parts, tx, locked, readCode(named.code))
  })
  // Not thrown before: a wrong code is to be counted.
  if (outcome instanceof ProblemError) throw outcome
  return outcome
}

async function judge(
  parts: Parts,
  tx: Tx,
  locked: Locked,
  code: string | undefined,
): Promise<RegistrationResult | ProblemError> {
  const { verification, training } = locked
  const { lang, code_expires_at, tries, verified_at } = verification
  const isInTime = code_expires_at !== null && parts.now().toISOString() < code_expires_at
  const isRight = isCode(parts, verification, code ?? '') && isInTime && tries < mostTries
  if (isRight && verified_at !== null) return answerAgain(verification) ?? overFor(verification)
  if (training.state.status === 'cancelled') return new ProblemError('training-cancelled')
  if (isOver(parts, locked)) return overFor(verification)
  if (tries >= mostTries) return refused('code-used-up', lang)
  if (isRight) return (await acceptSignUp(parts, tx, training, verification)) ?? overFor(verification)
  // What is no code at all is no guess either.
  if (code === undefined) return refused('wrong-code', lang)
  await tx
    .updateTable('verification')
    .set({ tries: tries + 1 })
    .where('id', '=', verification.id)
    .execute()
  return refused(tries + 1 >= mostTries ? 'code-used-up' : 'wrong-code', lang)
}

function refused(code: 'wrong-code' | 'code-used-up', lang: Verification['lang']): ProblemError {
  const message = say(lang, code === 'wrong-code' ? 'verify.wrong' : 'verify.used-up')
  return new ProblemError(code, { errors: [{ pointer: '/code', code, message }] })
}

export const overFor = ({ lang }: Pick<Verification, 'lang'>): ProblemError =>
  new ProblemError('verification-over', { detail: `${say(lang, 'verify.over')}. ${say(lang, 'verify.over.text')}` })

/**
 * Finishes a sign-up by the link in the mail, which only the owner of the mailbox has. Done twice it is done once.
 * @throws {ProblemError} `verification-over`, `training-cancelled`, `not-found`
 */
export async function verifyByLink(parts: Parts, id: string): Promise<RegistrationResult> {
  return parts.db.transaction(async (tx) => {
    const locked = await lockVerification(parts, tx, id)
    const { verification, training } = locked
    if (verification.verified_at !== null) {
      const result = answerAgain(verification)
      if (!result) throw overFor(verification)
      return result
    }
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (isOver(parts, locked)) throw overFor(verification)
    const result = await acceptSignUp(parts, tx, training, verification)
    if (!result) throw overFor(verification)
    return result
  })
}

const answerAgain = ({ answer }: Verification): RegistrationResult | undefined =>
  answer === null ? undefined : (JSON.parse(answer) as RegistrationResult)
