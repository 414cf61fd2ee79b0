import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'

/**
 * Returns a condition for registrations that an address reaches: it is their own or, if they have
 * none, their coordinator's.
 * @param address in its canonical form
 */
export const recipientsOfAddress =
  (trainingId: string, address: string) => (eb: ExpressionBuilder<Tables, 'registration'>) =>
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
