import { z } from 'zod'

const reportCountsExample = { registered: 120, confirmed: 110, waiting: 6, ended: '<5' }

export const ReportGrouping = z.enum(['role', 'agency', 'partner'])
export type ReportGrouping = z.output<typeof ReportGrouping>

const ShownCount = z.union([z.int(), z.literal('<5'), z.null()]).meta({
  description: '`<5` for 1 to 4 people; null where a count would give such a one away',
})
const counts = {
  registered: ShownCount,
  confirmed: ShownCount.meta({ description: 'Also those who came, and those who didn’t' }),
  waiting: ShownCount.meta({ description: 'On the waiting list, offered a seat, or awaiting approval' }),
  ended: ShownCount.meta({ description: 'Canceled, declined, or expired' }),
}

/** Counts of registrations for partners and funders, without names and without small groups. */
export const RegistrationReport = z
  .object({
    by: ReportGrouping,
    groups: z.array(
      z.object({
        group: z.string().meta({
          description:
            'The id of the role, the agency, or the partner; empty without one, and `<5` for all agencies of fewer than 5 people together',
        }),
        label: z.string(),
        ...counts,
      }),
    ),
    total: z.object(counts),
  })
  .meta({
    id: 'RegistrationReport',
    example: {
      by: 'role',
      groups: [{ group: 'fire', label: 'Firefighter', ...reportCountsExample }],
      total: reportCountsExample,
    },
  })
export type RegistrationReport = z.output<typeof RegistrationReport>
