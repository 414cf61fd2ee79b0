import { type Language, OrganizerDefaults } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { logoUrl } from '../../core/logos/logos.ts'
import { readOrganizerDefaults, replaceOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { pathOf } from '../../platform/html/assets.ts'
import { type Checked, type Faults, noFaults } from '../../platform/html/form/faults.ts'
import { type ItemsForm, itemsSummary, itemsView, labelOf } from '../../platform/html/form/items-view.ts'
import { changeRows } from '../../platform/html/form/rows.ts'
import { inputOf, readTyped, type Typed, textIn, tidy, typedOf } from '../../platform/html/form/typed.ts'
import type { ProblemError } from '../../platform/problem.ts'
import { say } from '../../words/admin.ts'
import { startOfNew } from '../api/trainings/start-of-new.ts'
import { settingsCrumb } from './accounts/settings.ts'
import { adminAssets } from './assets.ts'
import type { AdminPage } from './frame.ts'
import { createPages, type Pages, type Press } from './pages.ts'
import { bothView } from './sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from './sent-forms/merge-edits.ts'
import { readPicture } from './sent-forms/read-picture.ts'
import { noPartners, offerOf } from './trainings/choices.ts'
import { placeFaults, sentencesOf } from './trainings/draft.ts'
import { shownValue } from './trainings/edit-notes.ts'
import { formSize } from './trainings/edit-pages.ts'
import { organizerItems as items, words } from './trainings/items.ts'

const guard = { needs: 'change-organizer', of: 'everything' } as const

/** The page of what new trainings start with. */
export function organizerDefaultsPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/organizer', guard, async ({ c, lang, kept }) => {
    const { defaults, isSet } = await readOrganizerDefaults(app)
    const stored = typedOf(defaults, items)
    const proposed = isSet ? stored : typedOf(await startOfNew(app), items)
    const typed = kept ? readTyped(kept, items) : proposed
    return organizerPage(app, lang, {
      edits: { ...editsOf(stored), typed },
      done: c.req.query('done') === 'saved' ? say(lang, 'admin.organizer.saved') : undefined,
      isProposed: !kept && !isSet && textIn(typed, 'organizer.name') !== '',
    })
  })
  pages.action('/organizer', guard, (visit) => press(app, visit), formSize)
  return pages
}

/** Does what the pressed button says: changes the list of helplines, or saves. */
async function press(app: App, { form, lang, leadTo }: Press): Promise<AdminPage | Response> {
  const logo = await readPicture(app, form, readTyped(form, items), { name: 'organizer.logo', lang })
  const changed = changeRows(logo.typed, form.get('do'))
  const again = (typed: Typed, faults?: Faults) =>
    organizerPage(app, lang, { edits: { typed, base: form.get('_base'), both: [] }, faults })
  if (changed) return again(changed)
  const typed = tidy(logo.typed, items)
  if (logo.faults) return again(typed, logo.faults)
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      await app.db.transaction((tx) =>
        replaceOrganizerDefaults(app, tx, (present) =>
          mergeAndCheck(form, { typed, stored: typedOf(present, items) }, (merged) => check(merged, lang)),
        ),
      )
      return leadTo('/organizer?done=saved')
    },
    async ({ edits = editsOf(typed), faults }) => organizerPage(app, lang, { edits, faults }),
    ({ problem }: ProblemError) => problem.errors && placeFaults(problem.errors, typed, lang, items),
  )
}

function check(typed: Typed, lang: Language): Checked<OrganizerDefaults> {
  const input = inputOf(typed, items)
  const parsed = OrganizerDefaults.safeParse(input)
  if (parsed.success) return { input: parsed.data }
  return { faults: placeFaults(sentencesOf(parsed.error.issues, input, lang), typed, lang, items) }
}

interface Shown {
  edits: Edits<Typed>
  faults?: Faults | undefined
  done?: string | undefined
  /** Whether it shows what no one has saved. */
  isProposed?: boolean
}

function organizerPage(
  { config }: App,
  lang: Language,
  { edits, faults = noFaults, done, isProposed }: Shown,
): AdminPage {
  const { typed } = edits
  const title = say(lang, 'admin.organizer.title')
  const form: ItemsForm = {
    lang,
    words,
    items,
    typed,
    faults,
    offer: offerOf(lang, { partners: noPartners, typed }),
    pictureUrl: logoUrl(config, textIn(typed, 'organizer.logo')),
  }
  const save = say(lang, 'admin.organizer.save')
  const both = bothView(lang, edits, {
    labelOf: (name) => labelOf(lang, `${words}${name}`),
    textOf: (name, value) => shownValue(lang, itemAt(name), { [name]: value as Typed[string] }),
  })
  return {
    title,
    section: 'settings',
    crumbs: [settingsCrumb(lang)],
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(config, adminAssets.trainingStyle)}">`,
    done,
    faults,
    edits,
    body: html`<h1>${title}</h1><p>${say(lang, 'admin.organizer.text')}</p>
${isProposed ? html`<p class="note step">${say(lang, 'admin.organizer.proposed')}</p>` : ''}${itemsSummary(form)}
<form class="card" method="post" enctype="multipart/form-data">
<button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true">${save}</button>
${both}${itemsView(form)}
<p><button class="button primary" name="do" value="save">${save}</button></p></form>`,
  }
}

const itemAt = (name: string) => items.find(({ path }) => path === name) ?? ({ kind: 'line', path: name } as const)
