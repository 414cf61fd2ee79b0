import { ImportChoices } from '@training-signup/contract'
import type { Context } from 'hono'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { callerOf } from '../../../platform/access/caller.ts'
import { keep, readKept } from '../../../platform/http/keep.ts'
import type { Rows } from '../../api/import/read-list.ts'

/** Someone who comes back the next morning finds their list. */
const keptMinutes = 24 * 60

const ImportDraft = z.object({
  training: z.string(),
  rows: z.array(z.array(z.string())),
  input: ImportChoices,
})

/** A list between the steps. Each step keeps a new one, so that Back shows what it showed before. */
export interface ImportDraft {
  training: string
  rows: Rows
  input: ImportChoices
}

/** Keeps a list for the next page, whose address names it. Only this account can read it there. */
export const keepDraft = (app: App, c: Context, draft: ImportDraft): Promise<string> =>
  keep(app, callerOf(c), draft, keptMinutes)

/** Returns the list that an address or a form names, as long as it is kept. */
export async function readDraft(app: App, c: Context, token: string): Promise<ImportDraft | undefined> {
  const { data } = ImportDraft.safeParse(await readKept(app, callerOf(c), token))
  return data?.training === c.req.param('slug') ? data : undefined
}
