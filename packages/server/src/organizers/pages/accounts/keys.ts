import { type Key, KeyInput, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { checkBy, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField, optionsOf, selectField } from '../../../platform/html/form/field.ts'
import { keepSecret, readSecret } from '../../../platform/http/keep.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { endKey, listKeys, makeKey } from '../../accounts/keys.ts'
import type { Access } from '../../accounts/scope.ts'
import { readDayOf } from '../day-of.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { emptyState } from '../roster/empty-state.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { orAgain } from '../sent-forms/merge-edits.ts'
import {
  accessFields,
  accessText,
  accountHead,
  faultAt,
  faultsOf,
  findIn,
  fitToRole,
  formAction,
  ownField,
  readAccess,
  type Shown,
} from './account-fields.ts'
import { settingsCrumb } from './settings.ts'

const guard = { needs: 'manage-keys' } as const
const lifetimes = ['30', '90', '365']

type Draft = Access & { name: string; days: number }

/** The pages of keys for programs. */
export function keyPages(app: App): Pages {
  const pages = createPages(app)
  const isGone = (visit: Visit) => visit.c.req.query('done') === 'ended'
  pages.page('/keys', guard, async (visit) => ({
    ...(await listPage(app, visit, blankFor(visit))),
    done: isGone(visit) ? say(visit.lang, 'admin.keys.ended') : undefined,
  }))
  pages.page('/keys/made', guard, async (visit) => {
    const key = await readSecret(app, visit.caller, visit.c.req.query('shown'))
    return key === undefined ? visit.c.redirect(adminPath(app.config, '/keys'), 303) : madePage(app, visit, key)
  })
  pages.action('/keys', { ...guard, confirms: true }, async ({ form, leadTo, ...visit }) => {
    const given = { ...readAccess(form), name: form.get('name'), days: Number(form.get('days')) }
    const find = findIn(form)
    if (find !== undefined) return listPage(app, visit, given, { find })
    const { input, faults } = checkBy(KeyInput, fitToRole(given), ({ path }) => faultAt(visit.lang, path))
    if (faults) return listPage(app, visit, given, { faults })
    return orAgain(
      async () => {
        const { key } = await makeKey(app, visit.caller, input)
        return leadTo(`/keys/made?shown=${await keepSecret(app, visit.caller, key)}`)
      },
      (unsaved) => listPage(app, visit, given, unsaved),
      faultsOf(visit.lang),
    )
  })
  addEnding(app, pages)
  return pages
}

function addEnding(app: App, pages: Pages) {
  addAsked(app, pages, '/keys/:id{[\\da-f-]{36}}/end', guard, {
    ask: async ({ c, caller, lang }) => {
      const key = (await listKeys(app, caller)).find(({ id }) => id === c.req.param('id'))
      if (!key) throw new ProblemError('not-found')
      return {
        title: say(lang, 'admin.keys.end.title', { name: key.name }),
        section: 'settings',
        crumbs: [settingsCrumb(lang), { title: say(lang, 'admin.keys'), path: '/keys' }],
        text: [say(lang, 'admin.keys.end.text'), say(lang, 'admin.lasting')],
        button: say(lang, 'admin.keys.end', { name: key.name }),
        isEnd: true,
        back: '/keys',
      }
    },
    act: async ({ c, caller, leadTo }) => {
      await endKey(app, caller, c.req.param('id') ?? '')
      return leadTo('/keys?done=ended')
    },
  })
}

const blankFor = ({ caller }: Visit): Draft => ({
  role: caller.role === 'owner' ? 'organizer' : caller.role,
  trainings: 'all',
  agency: null,
  partner: null,
  name: '',
  days: 90,
})

async function listPage(app: App, { lang, caller }: Visit, draft: Draft, shown: Shown = {}): Promise<AdminPage> {
  const { faults = noFaults } = shown
  const keys = await listKeys(app, caller)
  const dayOf = await readDayOf(app)
  const days = optionsOf(lifetimes, (count) => say(lang, 'admin.keys.days.count', { count: Number(count) }))
  const title = say(lang, 'admin.keys')
  const list =
    keys.length === 0
      ? emptyState({ icon: 'lock', title: say(lang, 'admin.keys.empty'), text: say(lang, 'admin.keys.empty.text') })
      : html`<div class="card flush rows">${keys.map((key) => line(app, lang, key, dayOf))}</div>`
  return {
    title,
    section: 'settings',
    crumbs: [settingsCrumb(lang)],
    isNarrow: true,
    head: accountHead(app.config),
    faults,
    body: html`<h1>${title}</h1>${list}
<form class="card" ${formAction(app, '/keys')}><h2>${say(lang, 'admin.keys.make')}</h2>${faultSummary(lang, faults)}
${ownField('name', say(lang, 'admin.keys.name'), draft.name, { faults })}${await accessFields(app, lang, caller, draft, shown)}
${selectField({ name: 'days', label: say(lang, 'admin.keys.days'), controlLook: 'pick', options: days, chosen: String(draft.days) })}
<p><button class="button primary">${say(lang, 'admin.keys.make')}</button></p></form>`,
  }
}

const line = (app: App, lang: Language, key: Key, dayOf: (instant: string, lang: Language) => string) =>
  html`<div class="line"><span><b>${key.name}</b> <code>${key.prefix}…</code><br><small>${accessText(lang, key)}<br>${say(
    lang,
    'admin.keys.until',
    { time: dayOf(key.expiresAt, lang) },
  )}, ${
    key.lastUsedAt === null
      ? say(lang, 'admin.keys.unused')
      : say(lang, 'admin.keys.used', { time: dayOf(key.lastUsedAt, lang) })
  }</small></span><a class="button danger quiet" href="${adminPath(app.config, `/keys/${key.id}/end`)}">${say(
    lang,
    'admin.keys.end',
    { name: key.name },
  )}</a></div>`

/** Shows a key that was just made. */
const madePage = ({ config }: App, { lang }: Visit, key: string): AdminPage => ({
  title: say(lang, 'admin.keys.made'),
  section: 'settings',
  crumbs: [settingsCrumb(lang), { title: say(lang, 'admin.keys'), path: '/keys' }],
  isNarrow: true,
  body: html`<div class="card"><h1>${say(lang, 'admin.keys.made')}</h1><p>${say(lang, 'admin.keys.made.text')}</p>
${inputField({ name: 'key', label: say(lang, 'admin.keys.value'), value: key, attributes: { readonly: true } })}
<p><a class="button" href="${adminPath(config, '/keys')}">${say(lang, 'admin.keys.back')}</a></p></div>`,
})
