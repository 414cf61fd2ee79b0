import { z } from 'zod'

export const PeriodGrouping = z.enum(['partner', 'month'])
export type PeriodGrouping = z.output<typeof PeriodGrouping>

const inFives = 'In steps of 5, so that no small group can be worked out; 0 stands for 0 to 4. '
const counts = {
  views: z.int(),
  starts: z.int(),
  registered: z.int().meta({ description: `${inFives}New registrations from pages, including ones canceled later` }),
  seats: z.int().meta({ description: `${inFives}People who had a seat when their training was over` }),
  came: z.int().meta({ description: `${inFives}Those of them who were checked in` }),
}
const PeriodCounts = z.object(counts)
export type PeriodCounts = z.output<typeof PeriodCounts>

/** What all trainings together brought in a period, for sponsors and funders. Counts only, no people. */
export const PeriodReport = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    by: PeriodGrouping,
    partner: z.string().nullable().meta({ description: 'The only partner that it counts; null: everyone' }),
    name: z.string().nullable().meta({ description: 'What that partner is called' }),
    trainings: z.int().meta({ description: 'Trainings that were held in the period' }),
    rows: z.array(
      z.object({
        key: z.string().meta({ description: 'A partner, empty for all other ways; or a month like 2027-03' }),
        label: z.string(),
        ...counts,
      }),
    ),
    total: PeriodCounts.meta({ description: 'The sum of the rows' }),
  })
  .meta({
    id: 'PeriodReport',
    example: {
      from: '2027-01-01',
      to: '2027-03-31',
      by: 'partner',
      partner: null,
      name: null,
      trainings: 3,
      rows: [
        {
          key: 'we-the-people',
          label: 'We The People',
          views: 900,
          starts: 200,
          registered: 120,
          seats: 95,
          came: 80,
        },
      ],
      total: { views: 900, starts: 200, registered: 120, seats: 95, came: 80 },
    },
  })
export type PeriodReport = z.output<typeof PeriodReport>
