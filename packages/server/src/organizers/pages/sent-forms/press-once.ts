import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { secretFor } from '../../../platform/access/secret-for.ts'
import type { SentFields } from '../../../platform/html/form/sent-fields.ts'
import { seal, unseal } from '../../../platform/http/sealed.ts'
import { type Mark, markName } from './form-mark.ts'

/** For how long a second press finds the first. */
const rememberedMs = 60 * 60_000
/** How long it waits for the first, in steps. */
const [waits, waitMs] = [50, 100]

/**
 * Carries out what a form says once, however often the same form is sent with the same fields: a
 * second press leads to where the first led. One that was refused can be pressed again.
 */
export async function pressOnce<Answer>(
  app: App,
  c: Context,
  { form, mark }: { form: SentFields; mark: Mark },
  act: () => Promise<Answer | Response>,
): Promise<Answer | Response> {
  const id = idOf(app, c, form)
  for (let tries = 0; !(await claim(app, id)); tries++) {
    const row = await app.db.reader.selectFrom('form_press').select('answer').where('id', '=', id).executeTakeFirst()
    const led = row?.answer == null ? undefined : unseal(app, mark.id, row.answer)
    if (typeof led === 'string') return c.redirect(led, 303)
    // The process that carried it out may have ended. What it did shows on the page that asked.
    if (row && tries >= waits) return c.redirect(mark.asked, 303)
    await delay(waitMs)
  }
  let isDone = false
  try {
    const answer = await act()
    const led = answer instanceof Response && answer.status === 303 ? answer.headers.get('location') : null
    isDone = led !== null && !new URL(led, 'http://own').searchParams.has('failed')
    if (isDone) await remember(app, id, seal(app, mark.id, led))
    return answer
  } finally {
    if (!isDone) await app.db.unsynced((tx) => tx.deleteFrom('form_press').where('id', '=', id).execute())
  }
}

/** Notes that this press is the first one; returns false if it is not. */
const claim = (app: App, id: string): Promise<boolean> =>
  app.db.unsynced(async (tx) => {
    const expires_at = new Date(app.now().getTime() + rememberedMs).toISOString()
    const row = tx.insertInto('form_press').values({ id, answer: null, expires_at })
    const claimed = await row.onConflict((conflict) => conflict.column('id').doNothing()).executeTakeFirstOrThrow()
    return claimed.numInsertedOrUpdatedRows === 1n
  })

const remember = (app: App, id: string, answer: string) =>
  app.db.unsynced((tx) => tx.updateTable('form_press').set({ answer }).where('id', '=', id).execute())

/** With a key, because fields can be guessed. */
const idOf = ({ authSecret }: App, c: Context, form: SentFields) =>
  createHmac('sha256', secretFor(authSecret, 'forms that were sent'))
    .update(
      JSON.stringify([c.req.url, form.get(markName), form.entries, form.files.map(({ name, size }) => [name, size])]),
    )
    .digest('base64url')
