import type { Answer, TestQuestion } from '@training-signup/contract'
import { usualEvaluation } from '../../core/evaluation/usual.ts'

const comments = {
  change: [
    'I’ll ask about living and working conditions on every call, not only the obvious ones.',
    'We’ll put the hotline’s number on the back of our badges.',
    'Hablaré primero a solas con la persona, con intérprete de la línea y no con un familiar.',
    'I know which number to call at night now, so I’ll call it.',
  ],
  better: [
    'More time for the cases from our own county.',
    'The afternoon went fast. Two half days would help people who work shifts.',
    'Más material en español para repartir.',
  ],
}

/** Says something at every fourth answer, so that the list of comments has a few. */
const commentEvery = 4

/** Returns the answers that the nth person gives, each time the same. */
export function heldAnswers(nth: number): Record<string, Answer> {
  const answers: Record<string, Answer> = { bias: nth === 11 ? 'yes' : 'no' }
  for (const [place, { id, type }] of usualEvaluation().questions.entries())
    if (type === 'scale') answers[id] = String(degreeOf(id, nth * 7 + place * 3))
  for (const [place, id] of (['change', 'better'] as const).entries()) {
    const comment = comments[id][Math.floor(nth / commentEvery)]
    if (nth % commentEvery === place && comment) answers[id] = comment
  }
  return answers
}

/** People knew less before, and think well of most things. */
const usual = [5, 4, 5, 4, 3, 5, 4, 5, 2, 4]
const before = [2, 3, 1, 2, 4, 3, 2, 2, 3, 1]
const degreeOf = (id: string, at: number) => (id === 'before' ? before : usual)[at % usual.length]

const option = (value: string, en: string, es: string) => ({ value, label: { en, es } })

/** What the training’s test asks. */
export const heldTest: readonly TestQuestion[] = [
  {
    id: 'first',
    label: {
      en: 'Someone on a call may be a victim of trafficking, and an employer answers for them. What comes first?',
      es: 'Alguien puede ser víctima de trata, y un empleador responde por esa persona. ¿Qué se hace primero?',
    },
    topic: { en: 'What to do first', es: 'Qué se hace primero' },
    options: [
      option('alone', 'Talk to the person alone', 'Hablar a solas con la persona'),
      option('employer', 'Take the employer’s statement', 'Tomar la declaración del empleador'),
      option('leave', 'Leave a leaflet and go', 'Dejar un folleto e irse'),
    ],
    right: 'alone',
  },
  {
    id: 'move',
    label: {
      en: 'Does trafficking mean that a person was moved from one place to another?',
      es: '¿Hay trata solo si trasladaron a la persona de un lugar a otro?',
    },
    topic: { en: 'What trafficking is', es: 'Qué es la trata' },
    options: [option('yes', 'Yes, always', 'Sí, siempre'), option('no', 'No', 'No')],
    right: 'no',
  },
]
