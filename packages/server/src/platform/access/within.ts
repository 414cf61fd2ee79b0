import { type ExpressionWrapper, expressionBuilder, type SqlBool } from 'kysely'
import type { Scope } from './caller.ts'

/** A condition for `where`, on columns that the caller's query has. */
// oxlint-disable-next-line typescript/no-explicit-any
type Condition = ExpressionWrapper<any, any, SqlBool>

// oxlint-disable-next-line typescript/no-explicit-any
const eb = expressionBuilder<any, any>()

const isTrue: Condition = eb.and([])
const isFalse: Condition = eb.or([])

/**
 * Returns the condition that limits a query to the people within a scope:
 * `query.where(peopleWithin(scope))`. For rows other than registrations, name the columns that hold
 * the training and the folded agency.
 */
export function peopleWithin(
  { trainings, agency, partner }: Scope,
  columns = { training: 'registration.training_id', agency: 'registration.agency_folded' },
): Condition {
  // Partners see numbers, and no one.
  if (partner !== undefined) return isFalse
  return agency === undefined
    ? isIn(columns.training, trainings)
    : eb.and([isIn(columns.training, trainings), eb(columns.agency, '=', agency)])
}

/**
 * Returns the condition that limits a query to what concerns everyone in a training, like its
 * messages. Someone who sees one agency or one partner sees none of it.
 */
export const wholeTrainingsWithin = ({ trainings, agency, partner }: Scope, column: string): Condition =>
  agency === undefined && partner === undefined ? isIn(column, trainings) : isFalse

/** Returns the condition that limits a query to the trainings within a scope. */
export const trainingsWithin = ({ trainings }: Scope, column = 'training.id'): Condition => isIn(column, trainings)

/**
 * Returns the condition that limits a query to bulk actions of trainings within a scope. Someone
 * who sees one agency sees those that are about no one else.
 */
export function bulkActionsWithin({ trainings, agency, partner }: Scope): Condition {
  if (partner !== undefined) return isFalse
  const isOfTrainings = isIn('bulk_action.training_id', trainings)
  if (agency === undefined) return isOfTrainings
  const others = eb
    .selectFrom('bulk_action_person')
    .innerJoin('registration', 'registration.id', 'registration_id')
    .select('registration_id')
    .whereRef('bulk_action_id', '=', 'bulk_action.id')
    .where((other) => other.or([other('agency_folded', 'is', null), other('agency_folded', '!=', agency)]))
  return eb.and([isOfTrainings, eb.not(eb.exists(others))])
}

const isIn = (column: string, ids: Scope['trainings']): Condition =>
  ids === 'all' ? isTrue : ids.length === 0 ? isFalse : eb(column, 'in', [...ids])
