import type { Insertable } from 'kysely'
import { readGroups, withWords, wordRows } from '../../core/people/word-rows.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { TestApp } from '../servers/test-app.ts'

const rowsAtOnce = 500

/**
 * Adds copies of a registration to its training, each with an id of its own and what `change` says
 * about its number.
 */
export async function copyPerson(
  { context: { db, newId } }: Pick<TestApp, 'context'>,
  id: string,
  count: number,
  change: (index: number) => Partial<Insertable<RegistrationTable>>,
): Promise<void> {
  // The database derives these two.
  const {
    email_domain: _,
    has_needs: __,
    ...one
  } = await db.reader.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const rowOf = (index: number) => ({ ...one, id: newId(), ...change(index) })
  for (let start = 0; start < count; start += rowsAtOnce) {
    const length = Math.min(rowsAtOnce, count - start)
    const rows = Array.from({ length }, (___, index) => rowOf(start + index))
    await db.transaction(async (tx) => {
      const groups = await readGroups(tx, one.group_id === null ? [] : [one.group_id])
      const worded = rows.map((row) => withWords(row, groups.get(row.group_id ?? '')))
      await tx.insertInto('registration').values(worded).execute()
      await tx.insertInto('search_word').values(wordRows(worded)).execute()
    })
  }
}
