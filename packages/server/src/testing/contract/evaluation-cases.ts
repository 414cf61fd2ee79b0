import { submitEvaluation } from '../../core/evaluation/submit.ts'
import { usualEvaluation } from '../../core/evaluation/usual.ts'
import { creditedDay } from '../credited-day.ts'
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

const twoTries = {
  questions: [
    {
      id: 'first',
      label: { en: 'What comes first?' },
      topic: { en: 'What to do first' },
      options: ['alone', 'wait'].map((value) => ({ value, label: { en: value } })),
      right: 'alone',
    },
  ],
  pass: 1,
  tries: 2,
}
/** A training whose test was sent, and can be taken twice. */
export const limitedTraining = after(begunTraining, async ({ admin }, { slug }) => {
  const limited = { ...usualEvaluation(), test: twoTries }
  await admin('PUT', `/trainings/${slug}/evaluation`, limited, { 'If-Match': '*' })
  return admin('POST', `/trainings/${slug}/evaluation/send`)
})

/** A training with comments of five people. */
export async function commentedTraining(running: TestApp) {
  const { slug, id } = await creditedDay(
    running,
    Array.from({ length: 5 }, (_, at) => ({ email: `p${at}@kcpd.example` })),
  )
  await ask(running, { slug })
  await running.admin('POST', `/trainings/${slug}/evaluation/send`)
  for (const { id: person } of await running.rows('registration', { training_id: id }))
    await submitEvaluation(running.context, person, { answers: { change: 'I ask people alone' }, later: false })
  const { comments } = (await running.admin('GET', `/trainings/${slug}/evaluation/results`)).body
  return {
    slug,
    comment: comments[0].id as string,
    more: comments.map(({ id: one }: { id: string }) => one) as string[],
  }
}
const quotedFully = after(commentedTraining, async ({ admin }, { slug, more }) => {
  for (const id of more.slice(1, 4))
    await admin('POST', `/trainings/${slug}/evaluation/quotes`, { id, question: 'change', quoted: true })
})

/** How the operations about evaluations are made to answer. */
export const evaluationCases: Record<string, Case> = {
  readEvaluation: { good: [about(askingTraining), about(training), about(askedTraining)] },
  saveEvaluation: {
    good: [
      about(training, () => ({ body: usualEvaluation() })),
      about(limitedTraining, () => ({ body: { ...usualEvaluation(), test: { ...twoTries, tries: 3 } } })),
    ],
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
  quoteComment: {
    good: [about(commentedTraining, ({ comment: id }) => ({ body: { id, question: 'change', quoted: true } }))],
    refused: {
      'wrong-status': about(quotedFully, ({ comment: id }) => ({ body: { id, question: 'change', quoted: true } })),
    },
  },
  reportToFunders: { good: [about(begunTraining), about(training, () => ({ query: { lang: 'es' } }))] },
  exportFunderReport: { good: [about(begunTraining)] },
  printFunderReport: { good: [about(begunTraining)] },
  readEvaluationResults: {
    good: [about(askingTraining, () => ({ query: { lang: 'es' } })), about(askedTraining)],
  },
}
