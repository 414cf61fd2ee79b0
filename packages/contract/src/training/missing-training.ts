import { z } from 'zod'
import { language } from '../text.ts'
import { Form, Training, Words } from './training-answer.ts'

/**
 * What to show in place of a training that was withdrawn, or that no one knows: the members of a
 * `TrainingAnswer` that a page without a form needs. It says nothing about a withdrawn training
 * but its helplines.
 */
export const MissingTraining = z
  .object({
    training: Training.pick({ notice: true, next: true, help: true, audience: true }).extend({
      state: z.enum(['withdrawn', 'unknown']),
      notify: Training.shape.notify.unwrap().meta({ description: 'Leads to all trainings' }),
    }),
    /** Without a question. */
    form: Form,
    words: Words,
    lang: language,
    languages: z.array(language),
  })
  .meta({ id: 'MissingTraining' })
export type MissingTraining = z.output<typeof MissingTraining>
