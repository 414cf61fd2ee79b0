import type { Insertable, Selectable } from 'kysely'
import { mostTries, nextTry } from '../../core/outbox/next-try.ts'
import { readOrganizerName } from '../../core/trainings/organizer-defaults.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { AccountNoticeTable } from '../../platform/db/tables/auth.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { accountNoticeMail, type NoticeAbout, type NoticeKind } from './sign-in-mails.ts'

const leaseMs = 10 * 60_000

/**
 * Has an account told by email what was changed about how one signs in to it. Call it in the
 * transaction of the change. It is no row of the outbox, whose emails are all about trainings.
 */
export async function notifyAccount(
  system: System,
  tx: Tx,
  userId: string,
  kind: NoticeKind,
  about: NoticeAbout = {},
): Promise<void> {
  if (!system.config.mail) return
  await tx
    .insertInto('account_notice')
    .values(noticeRow(system, userId, kind, about))
    .execute()
}

/** Tells all other owners about a new one. */
export async function notifyOwners(system: System, tx: Tx, added: { id: string; name: string; email: string }) {
  const owners = tx.selectFrom('auth_user').select('id').where('role', '=', 'owner').where('id', '!=', added.id)
  const { name, email } = added
  for (const { id } of await owners.execute()) await notifyAccount(system, tx, id, 'owner-added', { name, email })
}

const noticeRow = (
  { newId, now }: System,
  user_id: string,
  kind: NoticeKind,
  about: NoticeAbout,
): Insertable<AccountNoticeTable> => ({
  id: newId(),
  user_id,
  kind,
  about: JSON.stringify(about),
  due_at: now().toISOString(),
  tries: 0,
})

/** Sends the notices that are due. Several processes can do it, and each is sent by one of them. */
export async function sendAccountNotices(system: System): Promise<void> {
  while (system.sendMail && !system.isStopping()) {
    const notice = await claim(system)
    if (!notice) return
    await send(system, notice)
  }
}

type Notice = Selectable<AccountNoticeTable>

/** Takes a notice. If this process dies with it, it is due again later. */
const claim = (system: System): Promise<Notice | undefined> =>
  system.db.transaction(async (tx) => {
    const now = system.now()
    const notice = await tx
      .selectFrom('account_notice')
      .selectAll()
      .where('due_at', '<=', now.toISOString())
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
      .$if(system.db.name === 'postgres', (rows) => rows.forUpdate().skipLocked())
      .executeTakeFirst()
    if (!notice) return undefined
    const due_at = new Date(now.getTime() + leaseMs).toISOString()
    const tries = notice.tries + 1
    await tx.updateTable('account_notice').set({ due_at, tries }).where('id', '=', notice.id).execute()
    return { ...notice, tries }
  })

async function send(system: System, { id, user_id, kind, about, tries }: Notice): Promise<void> {
  const { db } = system
  const account = await db.reader.selectFrom('auth_user').selectAll().where('id', '=', user_id).executeTakeFirst()
  const end = () => db.transaction((tx) => tx.deleteFrom('account_notice').where('id', '=', id).execute())
  if (!account) return
  try {
    const named = JSON.parse(about) as NoticeAbout
    const { email, lang } = account
    const reader = { email, lang, organizer: await readOrganizerName(system) }
    await system.sendMail?.(accountNoticeMail(system, reader, { id, kind: kind as NoticeKind, about: named }))
    await end()
  } catch (error) {
    logFailure(system.log, error, { kind }, 'could not send an email about an account')
    if (tries >= mostTries) await end()
    else
      await db.transaction((tx) =>
        tx
          .updateTable('account_notice')
          .set({ due_at: nextTry(system, tries) })
          .where('id', '=', id)
          .execute(),
      )
  }
}
