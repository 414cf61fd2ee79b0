import { z } from 'zod'
import { localText } from '../text.ts'

export const checkCodes = [
  'start',
  'clash',
  'seats',
  'organizer',
  'contact',
  'helplines',
  'accessibility',
  'spanish',
  'privacy',
] as const
export type CheckCode = (typeof checkCodes)[number]

/** What to look at before a training is published. It can be published with every point open. */
export const TrainingChecklist = z
  .object({
    points: z.array(
      z.object({
        code: z.enum(checkCodes),
        isDone: z.boolean(),
        pointer: z.string().meta({ description: 'The member of `training` that it is about, like `/seats/capacity`' }),
        missing: z
          .array(z.string())
          .optional()
          .meta({ description: 'With the code `spanish`: the texts that are in English only' }),
        titles: z.array(localText(200)).optional().meta({
          description:
            'With the code `clash`: published trainings at the same time, in the same place or with the same trainer',
        }),
      }),
    ),
  })
  .meta({
    id: 'TrainingChecklist',
    example: {
      points: [
        { code: 'seats', isDone: true, pointer: '/seats/capacity' },
        { code: 'spanish', isDone: false, pointer: '/title', missing: ['/title', '/bring'] },
      ],
    },
  })
export type TrainingChecklist = z.output<typeof TrainingChecklist>
