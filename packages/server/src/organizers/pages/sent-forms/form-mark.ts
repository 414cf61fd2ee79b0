import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { type Caller, findCaller } from '../../../platform/access/caller.ts'
import { systemOf } from '../../../platform/access/require-admin.ts'
import { secretFor } from '../../../platform/access/secret-for.ts'
import type { System } from '../../../platform/system.ts'
import { addressOf, ownPath } from '../accounts/own-path.ts'

/** The hidden field that every form of the organizers' pages has. */
export const markName = 'page-mark'

/** What a form says about the page on which it was. */
export interface Mark {
  /** Whose page it was. It names no one. */
  account: string
  /** Differs each time that the page is shown. */
  id: string
  /** The address of the page that asks, also where the form was on the answer to another press. */
  asked: string
}

/** Returns the mark of an account, so that no form is sent for someone else. */
export const accountMark = ({ authSecret }: Pick<System, 'authSecret'>, { id }: Pick<Caller, 'id'>): string =>
  createHmac('sha256', secretFor(authSecret, 'forms')).update(id).digest('base64url').slice(0, 22)

/** Returns the mark of a form that was sent. Programs send none. */
export function readMark(fields: { get: (name: string) => string }): Mark | undefined {
  const [account = '', id = '', asked = ''] = fields.get(markName).split(' ')
  return /^[\w-]{22}$/.test(account) && /^[\w-]{1,36}$/.test(id) ? { account, id, asked: ownPath(asked) } : undefined
}

const asking = 'asking-page'

/** Notes which page asked, for the forms of a page that answers a form. */
export const setAskingPage = (c: Context, { asked }: Mark): void => c.set(asking, asked)

/** Returns the page whose form was sent; undefined for a page that was opened. */
export const askingPageOf = (c: Context): string | undefined => c.get(asking) as string | undefined

/** Adds its mark to every form of a page that sends something. */
export async function markForms(c: Context, page: string): Promise<string> {
  const caller = findCaller(c)
  if (!caller) return page
  const system = systemOf(c)
  const asked = askingPageOf(c) ?? addressOf(c)
  const field =
    await html`<input type="hidden" name="${markName}" value="${accountMark(system, caller)} ${system.newId()} ${asked}">`
  return page.replaceAll(
    /(<form\b[^>]*\smethod="post"[^>]*>[^]*?)<\/form>/g,
    (_, form: string) => `${form}${field.toString()}</form>`,
  )
}
