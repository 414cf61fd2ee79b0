import { renamePeople } from '../../../core/registrations/rename-agency.ts'
import { endForbiddenActions } from '../../../platform/access/end-forbidden-actions.ts'
import type { System } from '../../../platform/system.ts'
import { renameAgencyAccounts } from '../../accounts/agency-accounts.ts'

/**
 * A transaction that began before a merge or its end may end up to this long after it, with a
 * person or an account that has the name that was right until then.
 */
const lateMs = 60_000

/**
 * Gives everyone in a merge, or in its end, the right name. Continues what a stopped process
 * left, and looks again until no sign-up that began before can still be under way. The latest edit
 * comes first: what it did is its own.
 * @returns how many people have another name now, by the ids of edits
 */
export async function finishAgencyEdits(system: System): Promise<Map<string, number>> {
  const open = system.db.reader.selectFrom('agency_edit').selectAll().where('finished_at', 'is', null)
  const renamed = new Map<string, number>()
  for (const edit of await open.orderBy('id', 'desc').execute()) {
    renamed.set(edit.id, await renamePeople(system, edit))
    if (system.isStopping()) break
    await finish(system, edit)
  }
  return renamed
}

const finish = ({ db, now }: System, { id, at, shown }: { id: string; at: string; shown: string }) =>
  db.transaction(async (tx) => {
    const finished_at = now().toISOString()
    await renameAgencyAccounts(tx, JSON.parse(shown) as string[])
    await endForbiddenActions(tx, finished_at)
    if (Date.parse(at) + lateMs <= Date.parse(finished_at))
      await tx.updateTable('agency_edit').set({ finished_at }).where('id', '=', id).execute()
  })
