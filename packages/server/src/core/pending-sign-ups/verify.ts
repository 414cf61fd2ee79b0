import type { RegistrationResult } from '@training-signup/contract'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { over, typeCode } from '../proof/codes.ts'
import { complete } from './complete.ts'
import { isOver, type Locked, lockNamed, lockPending, type Named, proveNamed } from './locked.ts'

/**
 * Completes a sign-up with the code that was sent to its address. The right code can be sent twice
 * and gets the same response. Wrong codes are refused alike before and after completion: the sender
 * does not learn that the link was used instead.
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `codes-paused`, `verification-over`,
 * `training-cancelled`, `training-withdrawn`, `not-found`
 */
export async function verifyByCode(system: System, named: Named & { code: string }): Promise<RegistrationResult> {
  const proven = proveNamed(system, named)
  return typeCode<RegistrationResult>(system, async (tx) => {
    const locked = await lockNamed(system, tx, proven)
    const { pending, training } = locked
    return {
      proof: pending,
      training,
      typed: named.code,
      settle(isRight) {
        if (isRight && pending.answer !== null) return JSON.parse(pending.answer) as RegistrationResult
        return refusalOf(system, locked)
      },
      accept: async () => (await complete(system, tx, locked)).result,
    }
  })
}

/** Returns why a sign-up cannot be completed any more. */
function refusalOf(system: System, locked: Locked): ProblemError | undefined {
  if (locked.training.state.status === 'cancelled') return new ProblemError('training-cancelled')
  return isOver(system, locked) ? over(locked.pending.lang) : undefined
}

/**
 * Completes a sign-up with the link in the email, which only the owner of the mailbox has. Pressing
 * the button twice counts once.
 * @throws {ProblemError} `verification-over`, `training-cancelled`
 */
export async function verifyByLink(system: System, id: string): Promise<RegistrationResult> {
  return system.db.transaction(async (tx) => {
    const locked = await lockPending(system, tx, id)
    const { answer } = locked.pending
    if (answer !== null) return JSON.parse(answer) as RegistrationResult
    const refusal = refusalOf(system, locked)
    if (refusal) throw refusal
    return (await complete(system, tx, locked)).result
  })
}
