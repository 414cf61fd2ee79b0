import type { Language } from '@training-signup/contract'
import { type Context, Hono } from 'hono'
import { checkInAlone, type OwnOutcome, type OwnTap } from '../../../core/attendance/check-in-alone.ts'
import type { App } from '../../../core/context.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { endDoorPass } from '../../../platform/access/door-pass.ts'
import {
  countMiss,
  findKiosk,
  type Kiosk,
  noteSaid,
  readSaid,
  startKiosk,
  takeBackMiss,
} from '../../../platform/access/kiosk.ts'
import { endSession } from '../../../platform/access/session.ts'
import { readForm } from '../../../platform/html/form/sent-fields.ts'
import { limitBody } from '../../../platform/http/limits/limit-body.ts'
import { languagesOf } from '../../../words/index.ts'
import { adminPath } from '../admin-path.ts'
import { answerAlone } from '../frame.ts'
import { answerFailure, createPages, type Pages } from '../pages.ts'
import { kioskView, type Said, wordsFor } from './kiosk-view.ts'

const page = '/door/:slug/kiosk'
const guard = { needs: 'check-in', of: 'training' } as const
const slugIn = (c: Context) => c.req.param('slug') ?? ''

/** Starts a kiosk: the browser then has no account any more. */
export function kioskStartPages(app: App): Pages {
  const pages = createPages(app)
  pages.action(page, guard, async ({ c, leadTo }) => {
    const { row } = await readTraining(app, slugIn(c))
    await startKiosk(app, c, row)
    await endDoorPass(app, c)
    await endSession(app, c)
    // What this browser has shown before is not for those who come next.
    c.header('Clear-Site-Data', '"cache"')
    return leadTo(`/door/${row.slug}/kiosk`)
  })
  // With an account, it is the door.
  const doorOf = async (c: Context) => `/door/${(await readTraining(app, slugIn(c))).row.slug}`
  pages.page(page, guard, async ({ c }) => c.redirect(adminPath(app.config, await doorOf(c)), 303))
  pages.action(`${page}/check-in`, guard, async ({ c, leadTo }) => leadTo(await doorOf(c)))
  return pages
}

/** The pages of a kiosk, in a browser without an account. Any other is asked to sign in. */
export function kioskPages(app: App): Hono {
  const routes = new Hono().onError((error, c) => answerFailure(app, c, error))
  routes.get(page, async (c, next) => {
    const kiosk = await findKiosk(app, c, slugIn(c))
    return kiosk ? showKiosk(app, c, kiosk) : next()
  })
  routes.post(`${page}/check-in`, limitBody, async (c, next) => {
    const kiosk = await findKiosk(app, c, slugIn(c))
    return kiosk ? checkIn(app, c, kiosk) : next()
  })
  return routes
}

async function showKiosk(app: App, c: Context, kiosk: Kiosk) {
  const training = await readTraining(app, slugIn(c))
  const lang = langOf(c, kiosk, training)
  const said = await saidTo(app, kiosk)
  // Without a script, the page empties by itself.
  if (said) c.header('Refresh', `5; url=${adminPath(app.config, `/door/${training.row.slug}/kiosk`)}`)
  return answerAlone(c, app.config, lang, kioskView({ app, lang, own: kiosk.caller.lang, training }, said))
}

const langOf = (c: Context, { caller }: Kiosk, { input }: StoredTraining): Language =>
  languagesOf(input).find((one) => one === c.req.query('lang')) ?? caller.lang

/** Returns what the kiosk says to the person before it, for five seconds. */
async function saidTo(app: App, kiosk: Kiosk): Promise<Said | undefined> {
  const found = await readSaid(app, kiosk)
  if (!found?.said) return undefined
  if (found.said_to === null) return { said: 'ask' }
  const person = app.db.reader.selectFrom('registration').select('given_name').where('id', '=', found.said_to)
  const name = (await person.executeTakeFirst())?.given_name
  return name === undefined ? undefined : { said: found.said as 'in', givenName: name, at: found.said_time ?? '' }
}

async function checkIn(app: App, c: Context, kiosk: Kiosk) {
  const training = await readTraining(app, slugIn(c))
  const form = await readForm(c)
  const words = { code: form.get('code'), familyName: form.get('familyName'), email: form.get('email') }
  const outcome = await outcomeOf(app, kiosk, training, { words, tap: tapIn(form.get('do')) })
  const lang = langOf(c, kiosk, training)
  if (c.req.header('accept') === 'application/json') {
    c.header('Cache-Control', 'no-store')
    return c.json(wordsFor({ lang, training }, outcome))
  }
  const [to, time] = outcome.said === 'ask' ? [null, null] : [outcome.registration, outcome.at]
  await noteSaid(app, kiosk, { said: outcome.said, said_to: to, said_at: app.now().toISOString(), said_time: time })
  const query = c.req.query('lang') === undefined ? '' : `?lang=${lang}`
  return c.redirect(adminPath(app.config, `/door/${training.row.slug}/kiosk${query}`), 303)
}

const tapIn = (given: string): OwnTap => (given === 'out' || given === 'next' ? given : 'in')

/** Looks someone up, unless too many were not found in this minute: then no one hears who is right. */
async function outcomeOf(
  app: App,
  kiosk: Kiosk,
  training: StoredTraining,
  { words, tap }: { words: Parameters<typeof checkInAlone>[2]; tap: OwnTap },
): Promise<OwnOutcome> {
  // A button that is pressed too early is no guess, and must send no one else to the desk.
  const isEmpty = Object.values(words).every((word) => word.trim() === '')
  if (isEmpty || (await countMiss(app, kiosk))) return { said: 'ask' }
  const outcome = await checkInAlone(actingAs(app, kiosk.caller), training, words, tap)
  if (outcome.said !== 'ask') await takeBackMiss(app, kiosk)
  return outcome
}
