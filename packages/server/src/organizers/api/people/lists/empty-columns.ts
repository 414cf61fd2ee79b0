import type { Kysely } from 'kysely'
import type { Scope } from '../../../../platform/access/caller.ts'
import { peopleWithin } from '../../../../platform/access/within.ts'
import type { Tables } from '../../../../platform/db/schema.ts'

/** What people may have left blank, by the column that holds it. */
const columnOf = {
  role: 'role',
  agency: 'agency_folded',
  email: 'email_domain',
  phone: 'phone',
  group: 'group_id',
} as const
export type LeftBlank = keyof typeof columnOf

/** Returns whether anyone in a training that the reader reaches has something in a column. */
export async function hasAny(db: Kysely<Tables>, trainingId: string, scope: Scope, what: LeftBlank): Promise<boolean> {
  const found = await db
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', trainingId)
    .where(columnOf[what], 'is not', null)
    .where(peopleWithin(scope))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Returns whether anyone in a training that the reader reaches needs accommodations. */
export async function hasNeeds(db: Kysely<Tables>, trainingId: string, scope: Scope): Promise<boolean> {
  const found = await db
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', trainingId)
    .where('has_needs', '=', 1)
    .where(peopleWithin(scope))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Returns whether anyone was seen at a training. Asked of its marks: among thousands of people, none may have come yet. */
export async function hasMarks(db: Kysely<Tables>, trainingId: string): Promise<boolean> {
  const found = await db
    .selectFrom('mark')
    .select('id')
    .where('training_id', '=', trainingId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
