import { usualEvaluation } from '../../core/evaluation/usual.ts'
import type { TestApp } from '../servers/test-app.ts'
import { about, after, type Case, hasBegun } from './asked.ts'
import { training, trainingWith } from './states.ts'

const ask = async ({ admin }: TestApp, { slug }: { slug: string }) => {
  const { status, body } = await admin('PUT', `/trainings/${slug}/evaluation`, usualEvaluation(), { 'If-Match': '*' })
  if (status !== 200) throw new Error(JSON.stringify(body))
}

/** A training that asks something afterward, and one that has asked. */
export const askingTraining = after(training, ask)
export const begunTraining = after(trainingWith(hasBegun), ask)
const askedTraining = after(begunTraining, ({ admin }, { slug }) => admin('POST', `/trainings/${slug}/evaluation/send`))

/** How the operations about evaluations are made to answer. */
export const evaluationCases: Record<string, Case> = {
  readEvaluation: { good: [about(askingTraining), about(training), about(askedTraining)] },
  saveEvaluation: {
    good: [about(training, () => ({ body: usualEvaluation() }))],
    refused: { 'wrong-status': about(askedTraining, () => ({ body: usualEvaluation() })) },
  },
  deleteEvaluation: {
    good: [about(askingTraining), about(training)],
    refused: { 'wrong-status': about(askedTraining) },
  },
  sendEvaluation: {
    good: [about(begunTraining), about(askedTraining)],
    refused: { 'wrong-status': about(askingTraining) },
  },
  reportToFunders: { good: [about(begunTraining), about(training, () => ({ query: { lang: 'es' } }))] },
  exportFunderReport: { good: [about(begunTraining)] },
  printFunderReport: { good: [about(begunTraining)] },
  readEvaluationResults: {
    good: [about(askingTraining, () => ({ query: { lang: 'es' } })), about(askedTraining)],
  },
}
