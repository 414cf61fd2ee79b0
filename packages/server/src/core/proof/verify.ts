import type { RegistrationResult } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError, type ProblemName } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type Coded, countToday, countWrongCode, isCodePaused } from './code-budget.ts'
import { isCode, readCode } from './codes.ts'
import { complete } from './complete.ts'
import { isOver, type Locked, lockNamed, lockVerification, type Named, over, proveNamed } from './locked.ts'
import type { StoredRequest } from './stored-requests.ts'

/** This many wrong codes are accepted as typing errors. */
export const mostTries = 5

/**
 * Completes a sign-up with the code that was sent to its address. The right code can be sent twice
 * and gets the same response. Wrong codes are refused alike before and after completion: the sender
 * does not learn that the link was used instead.
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `codes-paused`, `verification-over`,
 * `training-cancelled`, `training-withdrawn`, `not-found`
 */
export async function verifyByCode(system: System, named: Named & { code: string }): Promise<RegistrationResult> {
  const proven = proveNamed(system, named)
  const outcome = await system.db.transaction(async (tx) => {
    const locked = await lockNamed(system, tx, proven)
    return judge(system, tx, locked, {
      code: readCode(named.code),
      accept: async () => (await complete(system, tx, locked)).result,
    })
  })
  // Thrown after the commit, so that the wrong code is counted.
  if (outcome instanceof ProblemError) throw outcome
  return outcome
}

/** Judges the code of a sign-up, or of a change of address. */
export function judge<T>(
  system: System,
  tx: Tx,
  locked: Locked,
  { code, accept }: Pick<Judged<T>, 'code' | 'accept'>,
): Promise<T | ProblemError> {
  const { verification, training } = locked
  const { id, answer } = verification
  return judgeCode(system, tx, locked, {
    code,
    accept,
    settle(isRight) {
      if (isRight && answer !== null) return JSON.parse(answer) as T
      if (training.state.status === 'cancelled') return new ProblemError('training-cancelled')
      return isOver(system, locked) ? over(verification.lang) : undefined
    },
    storeTries: (tries) => tx.updateTable('verification').set({ tries }).where('id', '=', id).execute(),
  })
}

type CodeColumns = Pick<StoredRequest, 'id' | 'lang' | 'code_hash' | 'code_expires_at' | 'code_digits' | 'tries'>

interface Judged<T> {
  /** Undefined if what was typed cannot be a code. */
  code: string | undefined
  /** Returns the response if the code no longer decides, like once the request is over. */
  settle: (isRight: boolean) => T | ProblemError | undefined
  accept: () => Promise<T>
  storeTries: (tries: number) => Promise<unknown>
}

/** Judges a code, counts it if it is wrong, and accepts it if it is right. */
export async function judgeCode<T>(
  system: System,
  tx: Tx,
  coded: Coded & { verification: CodeColumns },
  { code, settle, accept, storeTries }: Judged<T>,
): Promise<T | ProblemError> {
  const { lang, code_expires_at, code_digits, tries } = coded.verification
  const isInTime = code_expires_at !== null && system.now().toISOString() < code_expires_at
  const today = await countToday(system, tx, coded)
  const isPaused = isCodePaused(system, coded, today)
  const isRight = isCode(system, coded.verification, code ?? '') && isInTime && tries < mostTries && !isPaused
  const settled = settle(isRight)
  if (settled !== undefined) return settled
  if (isPaused) return refused('codes-paused', lang)
  if (tries >= mostTries) return refused('code-used-up', lang)
  if (isRight) return accept()
  // What cannot be this code does not count as a try.
  if (code === undefined) return refused('wrong-code', lang)
  if (code_digits !== null && code.length !== code_digits) return refused('wrong-code', lang, lengths[code_digits])
  await storeTries(tries + 1)
  await countWrongCode(system, tx, coded, today)
  return refused(tries + 1 >= mostTries ? 'code-used-up' : 'wrong-code', lang)
}

/** What is wrong with a code, and the words for it. */
export const codeFaults = {
  'wrong-code': 'verify.wrong',
  'six-digits': 'verify.six-digits',
  'eight-digits': 'verify.eight-digits',
  'code-used-up': 'verify.used-up',
  'codes-paused': 'verify.paused',
} as const
type CodeFault = keyof typeof codeFaults

/** What is wrong with a code of the other length. */
const lengths: Record<number, CodeFault> = { 6: 'six-digits', 8: 'eight-digits' }

function refused(
  problem: CodeFault & ProblemName,
  lang: StoredRequest['lang'],
  code: CodeFault = problem,
): ProblemError {
  return new ProblemError(problem, { lang, errors: [{ pointer: '/code', code, message: say(lang, codeFaults[code]) }] })
}

/**
 * Completes a sign-up with the link in the email, which only the owner of the mailbox has. Pressing
 * the button twice counts once.
 * @throws {ProblemError} `verification-over`, `training-cancelled`
 */
export async function verifyByLink(system: System, id: string): Promise<RegistrationResult> {
  return system.db.transaction(async (tx) => {
    const locked = await lockVerification(system, tx, id)
    const { verification, training } = locked
    if (verification.answer !== null) return JSON.parse(verification.answer) as RegistrationResult
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    if (isOver(system, locked)) throw over(verification.lang)
    return (await complete(system, tx, locked)).result
  })
}
