import { longestQuote, mostQuotes, type QuoteInput } from '@training-signup/contract'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { readBox, together, writeBox } from './box.ts'
import { writtenIn } from './evaluations.ts'

/**
 * Has the report for funders show a comment, or no longer. The choice stands in the box, next to the answer that
 * it is part of, and goes with its text.
 * @throws {ProblemError} `not-found` for a comment that no one can see; `wrong-status` for one that is too long, or
 * one more than the page has room for
 */
export const quoteComment = (system: System, trainingId: string, { id, question, quoted }: QuoteInput): Promise<void> =>
  system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, trainingId)
    const box = await readBox(tx, trainingId, 'evaluation')
    const answer = box.find((one) => one.id === id)
    const text = answer?.answers[question]
    const isWritten = (await writtenIn(tx, trainingId)).has(question)
    if (!answer || !isWritten || typeof text !== 'string' || box.length < together) throw new ProblemError('not-found')
    const { quoted: before = [] } = answer
    if (before.includes(question) === quoted) return
    const count = box.reduce((sum, one) => sum + (one.quoted?.length ?? 0), 0)
    if (quoted && (count >= mostQuotes || [...text].length > longestQuote)) throw new ProblemError('wrong-status')
    const after = quoted ? [...before, question] : before.filter((one) => one !== question)
    const changed = box.map((one) => (one === answer ? { ...one, quoted: after } : one))
    await writeBox(tx, trainingId, 'evaluation', changed)
  })
