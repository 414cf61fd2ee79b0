import { type CreditProfile, CreditProfileInput, creditColumns, type Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { exampleNames, exampleOf } from '../../../core/credit/examples.ts'
import {
  createProfile,
  listProfiles,
  readProfile,
  removeProfile,
  replaceProfile,
} from '../../../core/credit/profiles.ts'
import { capitalized } from '../../../core/trainings/local-time.ts'
import { mayForAll } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { type Checked, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { optionsOf } from '../../../platform/html/form/field.ts'
import { type ItemsForm, itemsSummary, itemsView, labelOf } from '../../../platform/html/form/items-view.ts'
import { changeRows } from '../../../platform/html/form/rows.ts'
import { inputOf, readTyped, type Typed, tidy, typedOf } from '../../../platform/html/form/typed.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { columnWord } from '../../files/registrar-file.ts'
import { settingsCrumb } from '../accounts/settings.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { emptyState } from '../roster/empty-state.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain, Unsaved } from '../sent-forms/merge-edits.ts'
import { noPartners, offerOf } from '../trainings/choices.ts'
import { placeFaults, sentencesOf } from '../trainings/draft.ts'
import { shownValue } from '../trainings/edit-notes.ts'
import { profileItems as items, type ProfileSection, profileSections, profileWords as words } from './profile-items.ts'
import { workedExample } from './worked-example.ts'

const reads = { needs: 'read-trainings' } as const
const changes = { needs: 'change-trainings', of: 'everything' } as const

/** The pages of what boards ask for. */
export function profilePages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/profiles', reads, (visit) => listPage(app, visit))
  pages.page('/profiles/new', changes, ({ c, lang, kept }) => {
    const name = exampleNames.find((one) => one === c.req.query('example'))
    const start = name ? exampleOf(name) : CreditProfileInput.parse({ name: { en: '-' } })
    const fresh = name ? typedOf(start, items) : { ...typedOf(start, items), 'name.en': '' }
    return formPage(app, lang, { edits: editsOf(kept ? readTyped(kept, items) : fresh), isFolded: !kept })
  })
  pages.action('/profiles/new', changes, (press) => save(app, press))
  pages.page('/profiles/:id', changes, async ({ c, lang, kept }) => {
    const profile = await readProfile(app.db.reader, idIn(c))
    const stored = typedOf(profile, items)
    const edits = { ...editsOf(stored), typed: kept ? readTyped(kept, items) : stored }
    const done = c.req.query('done') === 'saved' ? say(lang, 'admin.profile.saved') : undefined
    const isFolded = kept === undefined && c.req.query('columns') === undefined
    return formPage(app, lang, { edits, profile, done, isFolded })
  })
  pages.action('/profiles/:id', changes, (press) => save(app, press, idIn(press.c)))
  addRemoval(app, pages)
  return pages
}

function addRemoval(app: App, pages: Pages): void {
  addAsked(app, pages, '/profiles/:id/remove', changes, {
    ask: async ({ c, lang }) => {
      const { id, name, trainings } = await readProfile(app.db.reader, idIn(c))
      return {
        title: say(lang, 'admin.profile.remove.title', { name: pickText(name, lang) }),
        section: 'settings',
        crumbs: crumbs(lang),
        text: [
          trainings > 0
            ? say(lang, 'admin.profile.remove.used', { count: trainings })
            : say(lang, 'admin.profile.remove.text'),
        ],
        button: say(lang, trainings > 0 ? 'admin.profile.archive' : 'admin.profile.remove'),
        isEnd: true,
        back: `/profiles/${id}`,
      }
    },
    act: async ({ c, leadTo }) => {
      await removeProfile(app, idIn(c))
      return leadTo('/profiles?done=removed')
    },
  })
}

/** @throws {ProblemError} `not-found` */
function idIn(c: Visit['c']): string {
  const id = z.uuid().safeParse(c.req.param('id')).data
  if (id === undefined) throw new ProblemError('not-found')
  return id
}

const crumbs = (lang: Language) => [
  settingsCrumb(lang),
  { title: say(lang, 'admin.profiles.title'), path: '/profiles' },
]

const usesOf = (lang: Language, { trainings: count }: CreditProfile) =>
  count === 0 ? say(lang, 'admin.profile.unused') : say(lang, 'admin.profile.uses', { count })

async function listPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const profiles = await listProfiles(app.db.reader)
  const changesAny = mayForAll(caller, 'change-trainings')
  const title = say(lang, 'admin.profiles.title')
  const lineOf = (profile: CreditProfile): Html => {
    const said = html`<span><b>${pickText(profile.name, lang)}</b>${
      profile.archived ? html` <span class="state">${say(lang, 'admin.profile.archived')}</span>` : ''
    }<br><small>${unbroken([profile.board, usesOf(lang, profile)].filter(Boolean).join(' · '))}</small></span>`
    const path = adminPath(app.config, `/profiles/${profile.id}`)
    return changesAny
      ? html`<a class="line" href="${path}">${said}${icon('onward')}</a>`
      : html`<div class="line">${said}</div>`
  }
  const examples = exampleNames.map(
    (name) =>
      html`<a class="chip" href="${adminPath(app.config, `/profiles/new?example=${name}`)}">${pickText(exampleOf(name).name, lang)}</a>`,
  )
  return {
    title,
    section: 'settings',
    crumbs: [settingsCrumb(lang)],
    isNarrow: true,
    done: c.req.query('done') === 'removed' ? say(lang, 'admin.profile.removed') : undefined,
    body: html`<h1>${title}</h1><p>${say(lang, 'admin.profiles.text')}</p>${
      profiles.length === 0
        ? emptyState({
            icon: 'check',
            title: say(lang, 'admin.profiles.none'),
            text: say(lang, 'admin.profiles.none.text'),
          })
        : html`<div class="card flush rows">${profiles.map(lineOf)}</div>`
    }${
      changesAny
        ? html`<section class="card" aria-labelledby="add-title"><h2 id="add-title">${say(lang, 'admin.credit.add')}</h2>
<p>${say(lang, 'admin.profiles.examples')}</p><div class="chips">${examples}</div>
<p><a class="button" href="${adminPath(app.config, '/profiles/new')}">${say(lang, 'admin.profiles.blank')}</a></p></section>`
        : ''
    }`,
  }
}

/** Does what the pressed button says: changes the areas, shows what it would say, or saves. */
async function save(app: App, { form, lang, leadTo }: Press, id?: string): Promise<AdminPage | Response> {
  const read = readTyped(form, items)
  const pressed = form.get('do')
  const changed = changeRows(read, pressed) ?? (pressed === 'look' ? read : undefined)
  const profile = id === undefined ? undefined : await readProfile(app.db.reader, id)
  if (changed) return formPage(app, lang, { edits: { typed: changed, base: form.get('_base'), both: [] }, profile })
  const typed = tidy(read, items)
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      if (id === undefined) {
        const { input, faults } = check(typed, lang)
        if (faults) throw new Unsaved(editsOf(typed), faults)
        return leadTo(`/profiles/${(await createProfile(app, input)).id}?done=saved`)
      }
      await replaceProfile(app, id, (present) =>
        mergeAndCheck(form, { typed, stored: typedOf(present, items) }, (merged) => check(merged, lang)),
      )
      return leadTo(`/profiles/${id}?done=saved`)
    },
    async ({ edits = editsOf(typed), faults }) => formPage(app, lang, { edits, faults, profile }),
  )
}

function check(typed: Typed, lang: Language): Checked<CreditProfileInput> {
  const { rule, source, ...rest } = inputOf(typed, items)
  const { round, minutesPerHour, ...others } = rule as Record<string, unknown>
  const given = source && Object.keys(source).length > 0 ? { source } : {}
  const numbers = { round: Number(round), minutesPerHour: Number(minutesPerHour) }
  const input = { ...rest, ...given, rule: { ...others, ...numbers } }
  const parsed = CreditProfileInput.safeParse(input)
  if (parsed.success) return { input: parsed.data }
  return { faults: placeFaults(sentencesOf(parsed.error.issues, input, lang), typed, lang, items) }
}

interface Shown {
  edits: Edits<Typed>
  faults?: Faults
  done?: string | undefined
  /** One that is stored. */
  profile?: CreditProfile | undefined
  /** Whether what is seldom changed is folded. */
  isFolded?: boolean
}

function offerIn(lang: Language, typed: Typed): NonNullable<ItemsForm['offer']> {
  const others = offerOf(lang, { partners: noPartners, typed })
  const named = optionsOf(creditColumns, (one) => capitalized(columnWord(one, lang)))
  const none = { value: '', label: say(lang, 'admin.form.choose') }
  return (item, at, row) => (item.options === 'columns' ? { options: [none, ...named] } : others(item, at, row))
}

function formPage({ config }: App, lang: Language, shown: Shown): AdminPage {
  const { edits, faults = noFaults, done, profile } = shown
  const { typed } = edits
  const title = profile ? pickText(profile.name, lang) : say(lang, 'admin.credit.add')
  const form: ItemsForm = { lang, words, items, typed, faults, offer: offerIn(lang, typed) }
  const both = bothView(lang, edits, {
    labelOf: (name) => labelOf(lang, `${words}${name.replace(/\.(?:en|es)$/, '')}`),
    textOf: (name, value) => shownValue(lang, itemAt(name), { [name]: value as Typed[string] }),
  })
  const { input } = check(tidy(typed, items), lang)
  return {
    title,
    section: 'settings',
    crumbs: crumbs(lang),
    head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.trainingStyle)}">`,
    done,
    faults,
    edits,
    body: html`<h1>${title}</h1>${itemsSummary(form)}
<div class="split"><form class="stack" method="post" id="profile" novalidate>
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true"></button>${both}${profileSections.map((one) => sectionView(form, one, shown))}
<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.profile.save')}</button>
<button class="button" name="do" value="look">${say(lang, 'admin.profile.look')}</button></p>
<p class="hint">${say(lang, 'admin.profile.issued')}</p>${
      profile && !profile.archived
        ? html`<p><a class="button danger quiet" href="${adminPath(config, `/profiles/${profile.id}/remove`)}">${say(lang, 'admin.profile.remove')}</a></p>`
        : ''
    }</form><aside class="stack pin">${input ? workedExample(lang, input) : ''}</aside></div>`,
  }
}

const sectionView = (form: ItemsForm, { title, items: some, isSeldom }: ProfileSection, { isFolded = false }: Shown) =>
  isSeldom
    ? html`<details class="card stack"${isFolded ? '' : html` open`}><summary>${say(form.lang, title)}</summary>${itemsView(form, some)}</details>`
    : html`<section class="card stack"><h2>${say(form.lang, title)}</h2>${itemsView(form, some)}</section>`

const itemAt = (name: string) => items.find(({ path }) => path === name) ?? ({ kind: 'line', path: name } as const)
