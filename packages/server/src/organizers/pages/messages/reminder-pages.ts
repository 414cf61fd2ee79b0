import {
  type Language,
  type LocalText,
  type Reminder,
  ReminderInput,
  type ReminderKind,
  reminderKinds,
} from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readReminders, storeReminder } from '../../../core/messages/reminder-texts.ts'
import { lockTraining } from '../../../core/seats/locked-training.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { type Checked, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { textField } from '../../../platform/html/form/field.ts'
import type { SentFields } from '../../../platform/html/form/sent-fields.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { languagesOf } from '../../../words/index.ts'
import { previewReminder } from '../../api/trainings/preview-reminder.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { letterView } from '../person/letter.ts'
import { crumbsOf } from '../person/person-view.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'

/** What the form holds: the words of each reminder in each language, by field. */
type Words = Record<string, string>

/** What becomes the first name. */
const nameIn: Record<Language, string> = { en: '{first name}', es: '{nombre}' }

const fieldOf = (kind: ReminderKind, lang: Language) => `${kind}.${lang}`

/** The page of what the reminders of a training say. */
export function reminderPages(app: App): Pages {
  const pages = createPages(app)
  const path = '/trainings/:slug/reminders'
  const guard = { needs: 'change-trainings', of: 'training' } as const
  pages.page(path, guard, (visit) => showPage(app, visit))
  pages.action(path, guard, ({ form, leadTo, ...visit }) =>
    orAgain<Words, Response, AdminPage>(
      async () => {
        const { row, input } = await read(app, visit)
        await app.db.transaction(async (tx) => {
          await lockTraining(app.db, tx, row.id)
          const stored = await readReminders(tx, row.id)
          const both = { typed: typedIn(form), stored: wordsOf(stored, languagesOf(input)) }
          const texts = mergeAndCheck(form, both, (typed) => check(visit.lang, typed, stored))
          for (const kind of reminderKinds) await storeReminder(tx, row.id, kind, texts[kind])
        })
        return leadTo(`/trainings/${row.slug}/reminders?done=saved`)
      },
      ({ edits, faults }) => showPage(app, visit, { edits: edits ?? editsOf(typedIn(form)), faults }),
    ),
  )
  pages.action(`${path}/preview`, { ...guard, changesNothing: true }, ({ form, ...visit }) => {
    const typed = typedIn(form)
    return showPage(app, visit, {
      edits: { typed, base: form.get('_base'), both: [] },
      faults: noFaults,
      isPreview: true,
    })
  })
  return pages
}

const read = (app: App, { c }: Visit) => readTraining(app, c.req.param('slug') ?? '')

const typedIn = (form: SentFields): Words =>
  Object.fromEntries(
    reminderKinds
      .flatMap((kind) => (['en', 'es'] as const).map((lang) => fieldOf(kind, lang)))
      .filter((name) => form.has(name))
      .map((name) => [name, form.get(name).replaceAll('\r\n', '\n')]),
  )

/** Returns what the fields say: the organizer's words or, to begin with, the usual ones. */
const wordsOf = (reminders: readonly Reminder[], languages: readonly Language[]): Words =>
  Object.fromEntries(
    reminders.flatMap(({ kind, text, usual }) =>
      languages.map((lang) => [fieldOf(kind, lang), text?.[lang] ?? usual[lang]]),
    ),
  )

type Texts = Record<ReminderKind, LocalText | null>

/** Returns what is to be stored: nothing where the words are the usual ones, or none. */
function textOf({ kind, usual }: Reminder, typed: Words): LocalText | null {
  const own = (lang: Language) => {
    const text = (typed[fieldOf(kind, lang)] ?? '').trim()
    return text === '' || text === usual[lang] ? undefined : text
  }
  const [en, es] = [own('en'), own('es')]
  if (en === undefined && es === undefined) return null
  return { en: en ?? usual.en, ...(es === undefined ? {} : { es }) }
}

function check(lang: Language, typed: Words, reminders: readonly Reminder[]): Checked<Texts> {
  const faults = new Map<string, string>()
  const texts: Partial<Texts> = {}
  for (const one of reminders) {
    const text = textOf(one, typed)
    const { error } = ReminderInput.safeParse({ text })
    for (const { path, ...issue } of error?.issues ?? []) {
      const isName = issue.code === 'custom' && issue.params?.['code'] === 'placeholder'
      faults.set(
        fieldOf(one.kind, path[1] as Language),
        isName ? say(lang, 'admin.reminders.fault.name', { name: nameIn[lang] }) : say(lang, 'admin.reminders.fault'),
      )
    }
    texts[one.kind] = text
  }
  return faults.size > 0 ? { faults } : { input: texts as Texts }
}

interface Again {
  edits: Edits<Words>
  faults: Faults
  isPreview?: boolean
}

async function showPage(app: App, visit: Visit, again?: Again): Promise<AdminPage> {
  const { c, lang } = visit
  const training = await read(app, visit)
  const languages = languagesOf(training.input)
  const reminders = await readReminders(app.db.reader, training.row.id)
  const edits = again?.edits ?? editsOf(wordsOf(reminders, languages))
  const path = adminPath(app.config, `/trainings/${training.row.slug}/reminders`)
  const title = say(lang, 'admin.reminders.title')
  const wrong = check(lang, edits.typed, reminders)
  const faults = again?.isPreview ? (wrong.faults ?? noFaults) : (again?.faults ?? noFaults)
  const label = (name: string) => labelOf(lang, name)
  const cards = []
  for (const one of reminders)
    cards.push(await cardOf(app, visit, { one, training, edits, faults, isOpen: again?.isPreview === true }))
  return {
    title,
    section: 'messages',
    crumbs: crumbsOf({ training }, lang),
    done: c.req.query('done') === 'saved' ? say(lang, 'admin.reminders.saved') : undefined,
    faults,
    edits,
    body: html`<h1>${title}</h1><p>${say(lang, 'admin.reminders.text', { name: nameIn[lang] })}</p>
<form class="stack" method="post" action="${path}" novalidate>${bothView(lang, edits, { labelOf: label })}${cards}
<p class="row"><button class="button primary">${say(lang, 'admin.reminders.save')}</button>
<button class="button" formaction="${path}/preview">${say(lang, 'admin.reminders.preview')}</button></p></form>`,
  }
}

const labelOf = (lang: Language, name: string): string =>
  say(lang, name.endsWith('.es') ? 'admin.reminders.words.es' : 'admin.reminders.words.en')

interface Card {
  one: Reminder
  training: StoredTraining
  edits: Edits<Words>
  faults: Faults
  isOpen: boolean
}

/** Renders the words of one reminder, and the email with them in each language. */
async function cardOf(app: App, { lang }: Visit, { one, training, edits, faults, isOpen }: Card): Promise<Html> {
  const { kind } = one
  const languages = languagesOf(training.input)
  const fields = languages.map((of) =>
    textField({
      name: fieldOf(kind, of),
      label: labelOf(lang, fieldOf(kind, of)),
      value: edits.typed[fieldOf(kind, of)] ?? one.usual[of],
      rows: 4,
      faults,
      attributes: { lang: of },
    }),
  )
  const text = textOf(one, edits.typed)
  const isFit = ReminderInput.safeParse({ text }).success
  const letters = []
  for (const of of isFit ? languages : []) {
    const mail = await previewReminder(app, training.row.id, { kind, text, lang: of })
    const letter = mail ? letterView(mail) : say(lang, 'admin.reminders.none')
    letters.push(
      html`<h3>${say(lang, `admin.messages.language.${of}`)}</h3><div lang="${of}" class="stack">${letter}</div>`,
    )
  }
  return html`<section class="card stack"><h2>${say(lang, `admin.reminders.${kind}`)}</h2>${fields}
<details${isOpen ? html` open` : ''}><summary>${say(lang, 'admin.reminders.email')}</summary><div class="stack">${letters}</div></details></section>`
}
