import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../db/schema.ts'

/**
 * Of a training's registrations, those that are reached by an address, given in its canonical form: it is their own, or,
 * where they have none, that of whoever signed them up.
 */
export const reachedBy = (trainingId: string, address: string) => (eb: ExpressionBuilder<Tables, 'registration'>) =>
  eb.and([
    eb('registration.training_id', '=', trainingId),
    eb.or([
      eb('registration.email_canonical', '=', address),
      eb.and([
        eb('registration.email', 'is', null),
        eb('registration.group_id', 'in', (groups) =>
          groups
            .selectFrom('registration_group')
            .select('registration_group.id')
            .where('registration_group.training_id', '=', trainingId)
            .where('registration_group.coordinator_canonical', '=', address),
        ),
      ]),
    ]),
  ])
