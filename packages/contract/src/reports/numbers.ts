import { z } from 'zod'

const people = z.int().meta({ description: 'People with a seat, and those who came' })

/** What a training's registrations add up to. Counts only, no people. */
export const TrainingNumbers = z
  .object({
    training: z.string(),
    capacity: z.int().nullable(),
    minimum: z.int().nullable().meta({ description: 'How many people are needed' }),
    people,
    days: z
      .array(z.object({ day: z.iso.date(), signUps: z.int(), total: z.int() }))
      .meta({ description: 'Of the people with a seat: when they signed up, by the training’s days' }),
    roles: z.array(z.object({ role: z.string().nullable(), label: z.string(), people: z.int() })),
    agencies: z.array(z.object({ agency: z.string().nullable(), people: z.int() })).meta({
      description: 'The largest first; spellings that differ in capitals, accents, or punctuation only are one',
    }),
    partners: z
      .array(
        z.object({
          partner: z.string().nullable(),
          name: z.string().nullable(),
          views: z.int(),
          starts: z.int(),
          signUps: z.int(),
          people: z.int(),
          rate: z.number().nullable().meta({
            description:
              'The part of the views after which the form was sent, however many people it registered; null: no such view',
          }),
        }),
      )
      .meta({ description: 'What each partner’s pages brought; null: every other way' }),
  })
  .meta({
    id: 'TrainingNumbers',
    example: {
      training: 'first-responders',
      capacity: 150,
      minimum: 15,
      people: 114,
      days: [
        { day: '2027-11-19', signUps: 60, total: 60 },
        { day: '2027-11-20', signUps: 54, total: 114 },
      ],
      roles: [{ role: 'police', label: 'Police officer or deputy', people: 114 }],
      agencies: [{ agency: 'Kansas City Police Department', people: 114 }],
      partners: [
        {
          partner: 'we-the-people',
          name: 'We The People',
          views: 900,
          starts: 150,
          signUps: 120,
          people: 114,
          rate: 0.12,
        },
      ],
    },
  })
export type TrainingNumbers = z.output<typeof TrainingNumbers>
