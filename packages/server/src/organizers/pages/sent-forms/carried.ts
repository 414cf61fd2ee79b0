import type { Context } from 'hono'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { mostBytes as mostLogoBytes } from '../../../core/logos/logos.ts'
import { type Caller, findCaller } from '../../../platform/access/caller.ts'
import { readForm } from '../../../platform/html/form/sent-fields.ts'
import { limitForm } from '../../../platform/http/limits/limit-body.ts'
import { isFromHere } from '../../../platform/http/refuse-other-sites.ts'
import { seal, unseal } from '../../../platform/http/sealed.ts'
import type { System } from '../../../platform/system.ts'
import { ownPath } from '../accounts/own-path.ts'
import { ownFields } from './confirm-view.ts'
import { accountMark, markName, readMark } from './form-mark.ts'

/** As large as the largest form: that of a training, with what it was filled in from and a logo. */
const mostSentBytes = mostLogoBytes + 1024 * 1024
/** Text that is carried takes a third more. Files are not carried. */
const mostCarriedText = 1024 * 1024
/** How large a form of signing in can be. */
export const mostCarriedBytes = 2 * mostCarriedText
/** Someone who comes back the next morning finds what they typed. */
export const carriedMinutes = 24 * 60
const keptMinutes = 60

/** A form that was sent without a session, on its way through signing in. */
export const Carried = z.object({
  /** Where it was sent. */
  path: z.string(),
  /** The page that asked. */
  asked: z.string(),
  /** The mark of the account whose page it was. */
  account: z.string(),
  fields: z.array(z.tuple([z.string(), z.string()])),
  hasFiles: z.boolean(),
  until: z.number(),
})
export type Carried = z.output<typeof Carried>
export { keptMinutes }

/**
 * Returns the form that this request sends, sealed for the pages on which someone signs in; empty
 * for what is no form of an own page. Only the server can read it, and gives it only to the account
 * whose page it was: the pages that hold it have addresses that the next person at the machine
 * finds, too.
 */
export async function carry(app: App, c: Context): Promise<string> {
  if (c.req.method !== 'POST' || !isFromHere(c, app.config, { unnamed: false })) return ''
  const type = c.req.header('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return ''
  // The body of a request that came further has been read, and was smaller.
  if (!findCaller(c)) await limitForm(mostSentBytes)(c, async () => {})
  const form = await readForm(c)
  const mark = readMark(form)
  if (!mark) return ''
  const { pathname, search } = new URL(c.req.url)
  // Someone who was about to confirm that it is them finds the form for which they do.
  const interrupted = form.has(ownFields.isSent) ? ownPath(`/admin${form.get(ownFields.path)}`) : undefined
  const fields = form.entries.filter(
    ([name]) => name !== markName && !(interrupted && Object.values<string>(ownFields).includes(name)),
  )
  const carried: Carried = {
    path: interrupted ?? `${pathname}${search}`,
    asked: mark.asked,
    account: mark.account,
    fields,
    hasFiles: form.files.length > 0,
    until: app.now().getTime() + carriedMinutes * 60_000,
  }
  const sealed = seal(app, opener, carried)
  return sealed.length > mostCarriedText ? '' : sealed
}

/** Returns what was carried for the account that has signed in now. */
export function readCarried(system: System, caller: Caller, given: string): Carried | undefined {
  const carried = Carried.safeParse(unseal(system, opener, given)).data
  const isTheirs = carried?.account === accountMark(system, caller)
  return isTheirs && carried.until > system.now().getTime() ? carried : undefined
}

const opener = 'carried forms'
