import { z } from 'zod'
import { timeZone } from '../time-zone.ts'
import { behindTraining } from './training.ts'

/** What new trainings start with. A training that exists keeps what it has. */
export const OrganizerDefaults = z
  .strictObject({
    ...behindTraining,
    timeZone: timeZone.default('America/Chicago'),
    capacity: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'How many seats a new training starts with' }),
  })
  .meta({
    id: 'OrganizerDefaults',
    example: {
      organizer: { name: 'Jackson County Training Office', privacyUrl: 'https://county.example.org/privacy' },
      contact: { email: 'trainings@example.org', phone: '816-555-0100' },
      helplines: [{ label: { en: 'National Human Trafficking Hotline' }, tel: '1-888-373-7888' }],
      timeZone: 'America/Chicago',
      capacity: 40,
    },
  })
export type OrganizerDefaults = z.output<typeof OrganizerDefaults>
