import { createHmac, timingSafeEqual } from 'node:crypto'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError, type ProblemName } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type Coded, countToday, countWrongCode, isCodePaused } from './code-budget.ts'
import type { Proof } from './proofs.ts'

const minuteMs = 60_000

/** How long a code is valid. */
const codeLifetimeMs = 10 * minuteMs

/**
 * Returns the typed or pasted code without spaces and dashes between its digits; undefined if it is
 * not a code of either length.
 */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}(\d\d)?$/.test(code) ? code : undefined
}

export function drawCode({ randomBytes }: Pick<System, 'randomBytes'>, digits: number): string {
  const codes = 10 ** digits
  // Cut to a multiple of the number of codes, so that all codes are equally likely.
  const fairDraws = Math.floor(2 ** 32 / codes) * codes
  for (;;) {
    const draw = randomBytes(4).reduce((number, byte) => number * 256 + byte, 0)
    if (draw < fairDraws) return String(draw % codes).padStart(digits, '0')
  }
}

/**
 * Stores the hash of the code that is being sent. An earlier code no longer works.
 * @returns whether a code is still needed
 */
export function keepCode(system: System, id: string, code: string): Promise<boolean> {
  const now = system.now()
  return system.db.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('proof')
      .set({
        code_hash: hashCode(system, id, code),
        code_digits: code.length,
        code_expires_at: new Date(now.getTime() + codeLifetimeMs).toISOString(),
      })
      .where('id', '=', id)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now.toISOString())
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
}

/** Hashes a code with a key: without one, a million codes are quickly tried. */
function hashCode({ authSecret }: Pick<System, 'authSecret'>, id: string, code: string): string {
  const key = secretFor(authSecret, 'verification code')
  return createHmac('sha256', key).update(`${id} ${code}`).digest('base64url')
}

function isCode(
  system: Pick<System, 'authSecret'>,
  { id, code_hash }: Pick<Proof, 'id' | 'code_hash'>,
  code: string,
): boolean {
  // Always compare: the time it takes must reveal nothing.
  const right = Buffer.from(hashCode(system, id, code))
  const kept = Buffer.from(code_hash ?? '')
  return timingSafeEqual(right, kept.length === right.length ? kept : Buffer.alloc(right.length))
}

/** This many wrong codes are accepted as typing errors. */
export const mostTries = 5

/** An address, the code that was typed for it, and what its subject does then. */
interface Judged<T> extends Coded {
  proof: Proof
  typed: string
  /** Returns the response if the code no longer decides, like once its time is over. */
  settle: (isRight: boolean) => T | ProblemError | undefined
  accept: () => Promise<T>
}

/**
 * Judges a typed code, counts it if it is wrong, and accepts it if it is right.
 * @param lock finds what the code was typed for, and locks its training
 * @throws {ProblemError} `wrong-code`, `code-used-up`, `codes-paused`, and what the subject refuses
 */
export async function typeCode<T>(system: System, lock: (tx: Tx) => Promise<Judged<T>>): Promise<T> {
  const outcome = await system.db.transaction(async (tx) => judge(system, tx, await lock(tx)))
  // Thrown after the commit, so that the wrong code is counted.
  if (outcome instanceof ProblemError) throw outcome
  return outcome
}

async function judge<T>(system: System, tx: Tx, judged: Judged<T>): Promise<T | ProblemError> {
  const { id, lang, code_expires_at, code_digits, tries } = judged.proof
  const code = readCode(judged.typed)
  const isInTime = code_expires_at !== null && system.now().toISOString() < code_expires_at
  const today = await countToday(system, tx, judged)
  const isPaused = isCodePaused(system, judged, today)
  const isRight = isCode(system, judged.proof, code ?? '') && isInTime && tries < mostTries && !isPaused
  const settled = judged.settle(isRight)
  if (settled !== undefined) return settled
  if (isPaused) return refused('codes-paused', lang)
  if (tries >= mostTries) return refused('code-used-up', lang)
  if (isRight) return judged.accept()
  // What cannot be this code does not count as a try.
  if (code === undefined) return refused('wrong-code', lang)
  if (code_digits !== null && code.length !== code_digits) return refused('wrong-code', lang, lengths[code_digits])
  await storeTries(tx, id, tries + 1).execute()
  await countWrongCode(system, tx, judged, today)
  return refused(tries + 1 >= mostTries ? 'code-used-up' : 'wrong-code', lang)
}

export const storeTries = (tx: Tx, id: string, tries: number) =>
  tx.updateTable('proof').set({ tries }).where('id', '=', id)

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

function refused(problem: CodeFault & ProblemName, lang: Proof['lang'], code: CodeFault = problem): ProblemError {
  return new ProblemError(problem, { lang, errors: [{ pointer: '/code', code, message: say(lang, codeFaults[code]) }] })
}

/** Marks an address as proven. */
export const markVerified = (tx: Tx, id: string, now: string) =>
  tx.updateTable('proof').set({ verified_at: now }).where('id', '=', id)

/** Returns that the time to prove an address is over. */
export const over = (lang: Proof['lang']): ProblemError =>
  new ProblemError('verification-over', {
    lang,
    detail: `${say(lang, 'verify.over')}. ${say(lang, 'verify.over.text')}`,
  })
