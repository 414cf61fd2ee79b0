import type { MailTotals } from '@training-signup/contract'
import type { System } from '../../platform/system.ts'

export const noMails: MailTotals = { waiting: 0, sent: 0, failed: 0, dropped: 0 }

/** Returns how many people the mails of each message reach per state, without the tests to the organizer. */
export async function countMailsOf({ db }: Pick<System, 'db'>, ids: string[]): Promise<Map<string, MailTotals>> {
  const rows = await db.reader
    .selectFrom('message_mail')
    .innerJoin('outbox', 'outbox.id', 'message_mail.outbox_id')
    .select(['message_id', 'outcome', ({ fn }) => fn.sum<number>('message_mail.people').as('count')])
    .where('message_id', 'in', ['', ...ids])
    .where('recipient', 'is not', null)
    .groupBy(['message_id', 'outcome'])
    .execute()
  const totals = new Map<string, MailTotals>()
  for (const { message_id, outcome, count } of rows)
    totals.set(message_id, { ...noMails, ...totals.get(message_id), [outcome ?? 'waiting']: count })
  return totals
}
