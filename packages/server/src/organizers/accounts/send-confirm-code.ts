import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { readAccount } from './accounts.ts'
import { sendCodeLater } from './send-code.ts'
import { browserOf } from './sign-in-browser.ts'

/** Emails the code with which someone who is signed in shows, in this browser, that it is them. */
export async function sendConfirmCode(app: App, c: Context, { id }: { id: string }): Promise<void> {
  const browser = browserOf(app, c)
  browser.remember()
  const { email } = await readAccount(app.db.reader, id)
  const { takeFor } = app.limits
  if (takeFor('sign-in-codes-here', `confirm ${id} ${browser.id}`) && takeFor('sign-in-codes', `confirm ${id}`))
    sendCodeLater(app, { browser: browser.id, address: email, use: 'confirm' })
}
