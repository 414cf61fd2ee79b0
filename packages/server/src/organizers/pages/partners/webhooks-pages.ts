import { deliveryOutcomes, type Language, WebhookInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { listDeliveries, replayDelivery, sendTest } from '../../../core/webhooks/deliveries.ts'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  finishRotation,
  listWebhooks,
  readWebhook,
  rotateSecret,
} from '../../../core/webhooks/webhooks.ts'
import { type Checked, checkBy, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { icon } from '../../../platform/html/icon.ts'
import { keepSecret, readSecret } from '../../../platform/http/keep.ts'
import { isProblem, ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { settingsCrumb } from '../accounts/settings.ts'
import { readMomentOf } from '../day-of.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { idOf, messagesHead } from '../messages/messages-show.ts'
import { createPages, type Pages, type Press, type SentFields, type Visit } from '../pages.ts'
import { readQuery } from '../read-query.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { type Edits, editsOf, mergeAndCheck, mergeEdits, orAgain } from '../sent-forms/merge-edits.ts'
import { isLive, type OneWebhook, secretView, type TypedWebhook, webhooksView, webhookView } from './webhooks-views.ts'

const perPage = 50
const reloadSeconds = 3
const done = ['saved', 'on', 'off', 'finished', 'deleted', 'replayed', 'rotation', 'isOff'] as const
/** Whether something was done. Otherwise it says what must be done before. */
const isDone = (what: (typeof done)[number]) => what !== 'rotation' && what !== 'isOff'
const guard = { needs: 'manage-webhooks', of: 'everything' } as const

/** The pages about webhooks. */
export function webhookPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/webhooks', guard, (visit) => showAll(app, visit))
  pages.action('/webhooks', guard, async ({ form, leadTo, ...visit }) => {
    const typed = readTyped(form)
    const { input, faults: wrong } = checkWebhook(visit.lang, typed)
    if (wrong) return showAll(app, visit, typed, wrong)
    return orAgain(
      async () => leadTo(await secretPath(app, visit, await createWebhook(app, input))),
      ({ faults }) => showAll(app, visit, typed, faults),
      refusedAddress(visit.lang),
    )
  })
  pages.page('/webhooks/:id', guard, (visit) => showOne(app, visit))
  pages.action('/webhooks/:id', guard, (press) => change(app, press))
  for (const state of ['on', 'off'] as const)
    pages.action(`/webhooks/:id/${state}`, guard, async ({ leadTo, ...visit }) => {
      await changeWebhook(app, idOf(visit), { state })
      return leadTo(`/webhooks/${idOf(visit)}?done=${state}`)
    })
  addSecretActions(app, pages)
  addDeletion(app, pages)
  addDeliveryActions(app, pages)
  return pages
}

async function change(app: App, { form, leadTo, ...visit }: Press) {
  const id = idOf(visit)
  const typed = readTyped(form)
  return orAgain<TypedWebhook, Response, AdminPage>(
    async () => {
      await changeWebhook(app, id, ({ url, events }) =>
        mergeAndCheck(form, { typed, stored: { url, events } }, (one) => checkWebhook(visit.lang, one)),
      )
      return leadTo(`/webhooks/${id}?done=saved`)
    },
    async ({ edits, faults }) => {
      const stored = await readWebhookFields(app, id)
      return showOne(app, visit, { edits: edits ?? mergeEdits(form, typed, stored), faults })
    },
    refusedAddress(visit.lang),
  )
}

const secretPath = async (app: App, { caller }: Visit, { id, secret }: { id: string; secret: string }) =>
  `/webhooks/${id}/secret?shown=${await keepSecret(app, caller, secret)}`

function addDeletion(app: App, pages: Pages) {
  addAsked(app, pages, '/webhooks/:id/delete', guard, {
    ask: async (visit) => ({
      ...(await askingAbout(app, visit)),
      title: say(visit.lang, 'admin.webhooks.delete.title'),
      text: [(await readWebhook(app, idOf(visit))).url, say(visit.lang, 'admin.webhooks.delete.text')],
      button: say(visit.lang, 'admin.webhooks.delete.button'),
    }),
    act: async ({ leadTo, ...visit }) => {
      await deleteWebhook(app, idOf(visit))
      return leadTo('/webhooks?done=deleted')
    },
  })
}

function addSecretActions(app: App, pages: Pages) {
  pages.page('/webhooks/:id/secret', guard, async (visit) => {
    const { config } = app
    const webhook = await readWebhook(app, idOf(visit))
    const secret = await readSecret(app, visit.caller, visit.c.req.query('shown'))
    if (secret === undefined) return visit.c.redirect(adminPath(config, `/webhooks/${webhook.id}`), 303)
    return secretPage(app, visit, secretView({ config, lang: visit.lang }, webhook, secret))
  })
  pages.action('/webhooks/:id/rotate', guard, async ({ leadTo, ...visit }) => {
    const id = idOf(visit)
    const secret = await unless('rotation-open', () => rotateSecret(app, id))
    if (secret === undefined) return leadTo(`/webhooks/${id}?done=rotation`)
    return leadTo(await secretPath(app, visit, { id, secret }))
  })
  addAsked(app, pages, '/webhooks/:id/finish', guard, {
    ask: async (visit) => ({
      ...(await askingAbout(app, visit)),
      title: say(visit.lang, 'admin.webhooks.rotate.finish.title'),
      text: [say(visit.lang, 'admin.webhooks.rotate.finish.text'), say(visit.lang, 'admin.lasting')],
      button: say(visit.lang, 'admin.webhooks.rotate.finish'),
    }),
    act: async ({ leadTo, ...visit }) => {
      await finishRotation(app, idOf(visit))
      return leadTo(`/webhooks/${idOf(visit)}?done=finished`)
    },
  })
}

/** What the pages share that ask before something about a webhook ends. */
async function askingAbout(app: App, visit: Visit) {
  const { id, url } = await readWebhook(app, idOf(visit))
  return {
    section: 'settings' as const,
    crumbs: [
      ...crumbs(visit.lang),
      { title: say(visit.lang, 'admin.webhooks.title'), path: '/webhooks' },
      { title: new URL(url).host, path: `/webhooks/${id}` },
    ],
    isEnd: true,
    back: `/webhooks/${id}`,
  }
}

function addDeliveryActions(app: App, pages: Pages) {
  pages.action('/webhooks/:id/test', guard, async ({ leadTo, ...visit }) => {
    const id = idOf(visit)
    const test = await unless('webhook-off', () => sendTest(app, id))
    return leadTo(`/webhooks/${id}?${test ? `test=${test.id}` : 'done=isOff'}`)
  })
  pages.action('/webhooks/:id/deliveries/:delivery/replay', guard, async ({ leadTo, ...visit }) => {
    const delivery = z.uuid().safeParse(visit.c.req.param('delivery'))
    if (!delivery.success) throw new ProblemError('not-found')
    const replayed = await unless('webhook-off', () => replayDelivery(app, delivery.data))
    return leadTo(`/webhooks/${idOf(visit)}?done=${replayed ? 'replayed' : 'isOff'}`)
  })
}

/**
 * Does something that may be refused because it was done before, in another tab or by someone else.
 */
async function unless<Result>(
  name: ProblemError['problemName'],
  act: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await act()
  } catch (error) {
    if (isProblem(error, name)) return undefined
    throw error
  }
}

const readTyped = ({ get, all }: SentFields): TypedWebhook => ({ url: get('url'), events: all('events') })

/** Checks the form as the API does. */
const checkWebhook = (lang: Language, typed: TypedWebhook): Checked<WebhookInput> =>
  checkBy(WebhookInput, typed, ({ path: [name] }) =>
    name === 'events'
      ? ['events', say(lang, 'admin.webhooks.fault.events')]
      : ['url', say(lang, 'admin.webhooks.fault.url')],
  )

const refusedAddress = (lang: Language) => (error: ProblemError) =>
  error.problemName === 'invalid-input' ? new Map([['url', say(lang, 'admin.webhooks.fault.address')]]) : undefined

async function readWebhookFields(app: App, id: string): Promise<TypedWebhook> {
  const { url, events } = await readWebhook(app, id)
  return { url, events }
}

const crumbs = (lang: Visit['lang']) => [settingsCrumb(lang)]

const newWebhook: TypedWebhook = { url: '', events: ['*'] }

async function showAll(
  app: App,
  { c, lang }: Visit,
  typed: TypedWebhook = newWebhook,
  faults: Faults = noFaults,
): Promise<AdminPage> {
  const what = readQuery(c, { done: z.enum(done) }).done
  return {
    title: say(lang, 'admin.webhooks.title'),
    section: 'settings',
    crumbs: crumbs(lang),
    done: what && say(lang, `admin.webhooks.done.${what}`),
    head: messagesHead(app),
    isNarrow: true,
    faults,
    body: webhooksView({ config: app.config, lang }, await listWebhooks(app), typed, faults),
  }
}

const secretPage = (app: App, { lang }: Visit, body: AdminPage['body']): AdminPage => ({
  title: say(lang, 'admin.webhooks.secret'),
  section: 'settings',
  crumbs: [...crumbs(lang), { title: say(lang, 'admin.webhooks.title'), path: '/webhooks' }],
  isNarrow: true,
  head: messagesHead(app),
  body,
})

async function showOne(
  app: App,
  visit: Visit,
  { edits, faults = noFaults }: { edits?: Edits<TypedWebhook>; faults?: Faults } = {},
): Promise<AdminPage> {
  const { c, lang } = visit
  const id = idOf(visit)
  const webhook = await readWebhook(app, id)
  const query = readQuery(c, {
    status: z.enum(deliveryOutcomes),
    cursor: z.uuid(),
    test: z.uuid(),
    done: z.enum(done),
  })
  const { status, cursor } = query
  const momentOf = await readMomentOf(app)
  const deliveries = await listDeliveries(app, id, { status, cursor, limit: perPage })
  const view: OneWebhook = {
    config: app.config,
    lang,
    webhook,
    edits: edits ?? editsOf({ url: webhook.url, events: webhook.events }),
    faults,
    deliveries,
    status,
    isLaterPage: cursor !== undefined,
    test: deliveries.deliveries.find((one) => one.id === query.test),
    moment: (instant) => momentOf(instant, lang),
  }
  return {
    title: new URL(webhook.url).host,
    section: 'settings',
    crumbs: [...crumbs(lang), { title: say(lang, 'admin.webhooks.title'), path: '/webhooks' }],
    done: query.done && isDone(query.done) ? say(lang, `admin.webhooks.done.${query.done}`) : undefined,
    faults,
    edits: view.edits,
    head: html`${messagesHead(app)}${isLive(view) ? reload : ''}`,
    body: html`${query.done && !isDone(query.done) ? undoneNote(lang, query.done) : ''}${webhookView(view)}`,
  }
}

const reload = html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>`

const undoneNote = (lang: Language, what: (typeof done)[number]) =>
  html`<p class="note wait" role="status">${icon('warn')}<span>${say(lang, `admin.webhooks.done.${what}`)}</span></p>`
