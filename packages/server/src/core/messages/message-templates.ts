import type { LocalText, MessageTemplate, MessageTemplateInput } from '@training-signup/contract'
import type { Kysely, Selectable } from 'kysely'
import { oneAtATime } from '../../platform/db/one-at-a-time.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { MessageTemplateTable } from '../../platform/db/tables/mails/message.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'

/** A list that one looks through has no more. */
export const mostTemplates = 100

/** Returns all templates by name. */
export async function listTemplates(db: Kysely<Tables>): Promise<MessageTemplate[]> {
  const rows = await db.selectFrom('message_template').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(present)
}

/** Returns a template; undefined if there is none. */
export async function findTemplate(db: Kysely<Tables>, id: string): Promise<MessageTemplate | undefined> {
  const row = await db.selectFrom('message_template').selectAll().where('id', '=', id).executeTakeFirst()
  return row && present(row)
}

const present = (row: Selectable<MessageTemplateTable>): MessageTemplate => ({
  id: row.id,
  name: row.name,
  subject: JSON.parse(row.subject) as LocalText,
  text: JSON.parse(row.body) as LocalText,
  about: row.about,
  showsTraining: row.shows_training === 1,
  createdAt: row.created_at,
})

/**
 * Saves words under a name, instead of those that had it before.
 * @throws {ProblemError} `invalid-input` if there are too many
 */
export const saveTemplate = (system: System, input: MessageTemplateInput): Promise<MessageTemplate> =>
  system.db.transaction(async (tx) => {
    await oneAtATime(system, tx, 'message-template')
    await tx.deleteFrom('message_template').where('name', '=', input.name).execute()
    const kept = await tx.selectFrom('message_template').select('id').limit(mostTemplates).execute()
    if (kept.length === mostTemplates)
      throw new ProblemError('invalid-input', { detail: `There are ${mostTemplates} templates. Delete one first.` })
    const row: MessageTemplateTable = {
      id: system.newId(),
      name: input.name,
      subject: JSON.stringify(input.subject),
      body: JSON.stringify(input.text),
      about: input.about,
      shows_training: input.showsTraining ? 1 : 0,
      created_at: system.now().toISOString(),
    }
    await tx.insertInto('message_template').values(row).execute()
    return present(row)
  })

/** @throws {ProblemError} `not-found` */
export const deleteTemplate = (system: System, id: string): Promise<void> =>
  system.db.transaction(async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('message_template').where('id', '=', id).executeTakeFirst()
    if (numDeletedRows === 0n) throw new ProblemError('not-found')
  })
