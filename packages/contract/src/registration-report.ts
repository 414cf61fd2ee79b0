import { z } from 'zod'

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
  .meta({ id: 'RegistrationReport' })
export type RegistrationReport = z.output<typeof RegistrationReport>
