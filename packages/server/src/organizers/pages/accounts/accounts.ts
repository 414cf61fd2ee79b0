import { isDeepStrictEqual } from 'node:util'
import { type Account, AccountInput, AccountPatch, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { doubtView } from '../../../platform/html/doubt.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { checkBy, noFaults } from '../../../platform/html/form/faults.ts'
import { icon } from '../../../platform/html/icon.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import {
  addAccount,
  changeAccount,
  inviteAccount,
  listAccounts,
  readAccount,
  removeAccount,
} from '../../accounts/accounts.ts'
import type { Access } from '../../accounts/scope.ts'
import { readDayOf } from '../day-of.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type SentFields, type Visit } from '../pages.ts'
import { correctedForm, slipIn } from '../person/slips.ts'
import { emptyState } from '../roster/empty-state.ts'
import { type Asking, addAsked, enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, mergeEdits, orAgain } from '../sent-forms/merge-edits.ts'
import {
  accessFields,
  accessText,
  accountHead,
  accountWords,
  faultAt,
  faultsOf,
  findIn,
  fitToRole,
  formAction,
  languageField,
  ownField,
  readAccess,
  type Shown,
} from './account-fields.ts'
import { settingsCrumb } from './settings.ts'

const guard = { needs: 'manage-accounts', of: 'everything' } as const
/** What adds or widens access. */
const confirmed = { ...guard, confirms: true } as const

/** The pages on which owners decide who can sign in. */
export function accountPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/accounts', guard, (visit) => listPage(app, visit))
  pages.page('/accounts/new', guard, (visit) => newPage(app, visit, { ...blank, lang: visit.caller.lang }))
  pages.page('/accounts/:id{[\\da-f-]{36}}', guard, async (visit) =>
    changePage(app, visit, await readAccount(app.db.reader, visit.c.req.param('id') ?? '')),
  )
  addActions(app, pages)
  return pages
}

function addActions(app: App, pages: Pages) {
  pages.action('/accounts/new', confirmed, async ({ form, leadTo, ...visit }) => {
    const corrected = correctedForm(form)
    const email = (corrected ?? form).get('email')
    const given = { ...readAccess(form), email, ...readOwn(form) }
    if (corrected) return newPage(app, visit, given)
    const find = findIn(form)
    if (find !== undefined) return newPage(app, visit, given, { find })
    const { input, faults } = checkBy(AccountInput, fitToRole(given), ({ path }) => faultAt(visit.lang, path))
    if (faults) return newPage(app, visit, given, { faults })
    if (form.has(enterName)) return newPage(app, visit, given, { isEnter: true })
    const slip = slipIn(visit.lang, form, email)
    if (slip !== undefined) return newPage(app, visit, given, { faults: new Map([['email', slip]]) })
    return orAgain(
      async () => {
        const account = await addAccount(app, input)
        const isTold = await inviteAccount(app, account, visit.caller)
        return leadTo(`/accounts?done=${isTold ? 'told' : 'added'}&who=${account.id}`)
      },
      (unsaved) => newPage(app, visit, given, unsaved),
      faultsOf(visit.lang),
    )
  })
  pages.action('/accounts/:id{[\\da-f-]{36}}', confirmed, (visit) => change(app, visit))
  addRemoval(app, pages)
}

function addRemoval(app: App, pages: Pages) {
  const named = ({ c }: Visit) => readAccount(app.db.reader, c.req.param('id') ?? '')
  addAsked(app, pages, '/accounts/:id{[\\da-f-]{36}}/remove', guard, {
    ask: async (visit) => askToRemove(visit.lang, await named(visit)),
    act: async ({ leadTo, ...visit }) => {
      const account = await named(visit)
      return orAgain(
        async () => {
          await removeAccount(app, account.id)
          return leadTo('/accounts?done=removed')
        },
        ({ faults }) => changePage(app, visit, account, { faults }),
        faultsOf(visit.lang),
      )
    },
  })
}

const askToRemove = (lang: Language, { id, name }: Account): Asking => ({
  title: say(lang, 'admin.accounts.remove.title', { name }),
  section: 'settings',
  crumbs: [settingsCrumb(lang), { title: say(lang, 'admin.accounts'), path: '/accounts' }],
  text: [say(lang, 'admin.accounts.remove.text')],
  button: say(lang, 'admin.accounts.remove'),
  isEnd: true,
  back: `/accounts/${id}`,
})

async function change(app: App, { form, leadTo, ...visit }: Press) {
  const account = await readAccount(app.db.reader, visit.c.req.param('id') ?? '')
  const given = { ...readAccess(form), ...readOwn(form) }
  const typed = fieldsOf(fitToRole(given))
  const again = ({ edits = mergeEdits(form, typed, fieldsOf(account)), ...shown }: Again) =>
    changePage(app, visit, account, { edits: asTyped(edits, given), ...shown })
  const find = findIn(form)
  if (find !== undefined) return again({ find })
  return orAgain(
    async () => {
      await changeAccount(app, account.id, (present) =>
        mergeAndCheck(form, { typed, stored: fieldsOf(present) }, ({ access, ...own }) =>
          checkBy(AccountPatch, { ...own, ...access }, ({ path }) => faultAt(visit.lang, path)),
        ),
      )
      return leadTo('/accounts?done=changed')
    },
    again,
    faultsOf(visit.lang),
  )
}

interface Again extends Shown {
  edits?: Edits<Fields> | undefined
}

/** What the form of an account holds. A role is never merged with the reach of another one. */
interface Fields extends Pick<Account, 'name' | 'lang'> {
  access: Access
}

const fieldsOf = ({ name, lang, role, trainings, agency, partner }: Access & Omit<Fields, 'access'>): Fields => ({
  name,
  lang,
  access: { role, trainings, agency, partner },
})

/** Keeps what was chosen, also what does not belong to the role. */
const asTyped = ({ typed, ...edits }: Edits<Fields>, given: Access): Edits<Fields> => {
  const access = isDeepStrictEqual(typed.access, fieldsOf({ ...typed, ...fitToRole(given) }).access)
    ? given
    : typed.access
  return { ...edits, typed: { ...typed, access } }
}

const readOwn = (form: SentFields) =>
  ({ name: form.get('name'), lang: form.get('lang') === 'es' ? 'es' : 'en' }) as const

type Draft = Omit<Account, 'id' | 'lastSeenAt' | 'createdAt'>
/** Someone who chooses no role gives the one that sees the least. */
const blank: Draft = {
  email: '',
  name: '',
  role: 'door',
  trainings: 'all',
  agency: null,
  partner: null,
  lang: 'en',
}

async function listPage(app: App, { c, lang }: Visit): Promise<AdminPage> {
  const accounts = await listAccounts(app.db.reader)
  const dayOf = await readDayOf(app)
  const add = html`<a class="button primary" href="${adminPath(app.config, '/accounts/new')}">${say(lang, 'admin.accounts.add')}</a>`
  const title = say(lang, 'admin.accounts')
  const list =
    accounts.length === 0
      ? emptyState({
          icon: 'person',
          title: say(lang, 'admin.accounts.empty'),
          text: say(lang, 'admin.accounts.empty.text'),
          actions: add,
        })
      : html`<div class="card flush rows">${accounts.map((account) => line(app, lang, account, dayOf))}</div>`
  return {
    title,
    section: 'settings',
    crumbs: [settingsCrumb(lang)],
    isNarrow: true,
    head: accountHead(app.config),
    done: doneText(lang, c.req.query('done'), accounts.find(({ id }) => id === c.req.query('who'))?.name),
    body: html`<div class="row"><h1>${title}</h1>${accounts.length > 0 ? html`<span class="end">${add}</span>` : ''}</div>${list}`,
  }
}

function doneText(lang: Language, done: string | undefined, name = ''): string | undefined {
  if (done === 'added') return say(lang, 'admin.accounts.added', { name })
  if (done === 'told') return say(lang, 'admin.accounts.added.told', { name })
  return done === 'changed' || done === 'removed' ? say(lang, `admin.accounts.${done}`) : undefined
}

const line = ({ config }: App, lang: Language, account: Account, dayOf: (instant: string, lang: Language) => string) =>
  html`<a class="line" href="${adminPath(config, `/accounts/${account.id}`)}">
<span><b>${account.name}</b><br><small>${account.email}\u00A0· ${unbroken(accessText(lang, account))}<br>${
    account.lastSeenAt === null
      ? say(lang, 'admin.accounts.unseen')
      : say(lang, 'admin.accounts.seen', { time: dayOf(account.lastSeenAt, lang) })
  }</small></span>${icon('onward')}</a>`

async function newPage(
  app: App,
  { lang, caller }: Visit,
  draft: Draft,
  { isEnter = false, ...shown }: Shown & { isEnter?: boolean } = {},
): Promise<AdminPage> {
  const { faults = noFaults } = shown
  const title = say(lang, 'admin.accounts.add')
  const below = doubtView(lang, { typed: draft.email, name: 'email', press: 'show' })
  return {
    ...belowList(app, lang),
    title,
    faults,
    body: html`<h1>${title}</h1><form class="card" ${formAction(app, '/accounts/new')}>${enterButton()}${isEnter ? enterNote(lang, title) : ''}
${faultSummary(lang, faults)}
${ownField('email', say(lang, 'admin.accounts.email'), draft.email, { faults, below })}
${await ownFields(app, lang, caller, draft, shown)}
<p><button class="button primary">${title}</button></p></form>`,
  }
}

/** What the pages of an account share. */
const belowList = ({ config }: App, lang: Language) => ({
  section: 'settings' as const,
  crumbs: [settingsCrumb(lang), { title: say(lang, 'admin.accounts'), path: '/accounts' }],
  isNarrow: true,
  head: accountHead(config),
})

/** Shows an account under its stored name, whatever was typed. */
async function changePage(
  app: App,
  { lang, caller }: Visit,
  account: Account,
  { edits = editsOf(fieldsOf(account)), ...shown }: Again = {},
): Promise<AdminPage> {
  const { name, lang: chosen, access } = edits.typed
  const { faults = noFaults } = shown
  const removePath = adminPath(app.config, `/accounts/${account.id}/remove`)
  return {
    ...belowList(app, lang),
    title: account.name,
    faults,
    edits,
    body: html`<h1>${account.name}</h1><form class="card" ${formAction(app, `/accounts/${account.id}`)}>
${faultSummary(lang, faults)}${bothView(lang, edits, accountWords(lang))}
<p>${account.email}</p>${await ownFields(app, lang, caller, { name, lang: chosen, ...access }, shown)}
<p><button class="button primary">${say(lang, 'admin.accounts.save')}</button></p></form>
<p><a class="button danger quiet" href="${removePath}">${say(lang, 'admin.accounts.remove')}</a></p>`,
  }
}

const ownFields = async (
  app: App,
  lang: Language,
  caller: Visit['caller'],
  draft: Omit<Draft, 'email'>,
  shown: Shown,
) => html`${ownField('name', say(lang, 'admin.accounts.name'), draft.name, shown)}
${await accessFields(app, lang, caller, draft, shown)}${languageField(lang, say(lang, 'admin.accounts.lang'), draft.lang)}`
