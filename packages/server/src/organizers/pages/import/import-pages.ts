import { importLimits } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { errorNote, faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField, textField } from '../../../platform/html/form/field.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { importPeople, previewImport } from '../../api/import/import-people.ts'
import { checkList } from '../../api/import/read-import.ts'
import { readListFile, readListText } from '../../api/import/read-list.ts'
import { UnreadableList } from '../../api/import/unreadable.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { changedDraft } from './import-changes.ts'
import { type ImportDraft, keepDraft, readDraft } from './import-draft.ts'
import { previewView } from './import-view.ts'
import { importedNote } from './imported-note.ts'

/** A file and a pasted list, and what a form adds around them. */
const mostBytes = 3 * importLimits.bytes

const guard = { needs: 'change-people', of: 'training' } as const

/**
 * The pages with which people are added from a list: the form, the page that shows how it would turn
 * out, and the press that adds them. Nothing is stored before that but the list itself, sealed.
 */
export function importPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug/import', guard, (visit) => formPage(app, visit))
  pages.page('/trainings/:slug/import/preview', guard, async (visit) => {
    const token = visit.c.req.query('draft') ?? ''
    const draft = await readDraft(app, visit.c, token)
    return draft ? previewPage(app, visit, { draft, token }) : visit.c.redirect(goneOf(app, visit), 303)
  })
  pages.action('/trainings/:slug/import/preview', guard, (press) => check(app, press), { mostBytes })
  pages.action('/trainings/:slug/import', guard, (press) => add(app, press))
  return pages
}

const slugOf = ({ c }: Visit) => c.req.param('slug') ?? ''
const goneOf = ({ config }: App, visit: Visit) => adminPath(config, `/trainings/${slugOf(visit)}/import?gone=1`)

/** Reads a list that was chosen, or one that was changed, and leads to how it would turn out. */
async function check(app: App, press: Press): Promise<AdminPage | Response> {
  const slug = slugOf(press)
  const token = press.form.get('draft')
  const draft = token === '' ? undefined : await readDraft(app, press.c, token)
  if (token !== '' && !draft) return press.leadTo(`/trainings/${slug}/import?gone=1`)
  const next = draft ? await changed(app, press, draft) : await chosen(press)
  if ('faults' in next) return formPage(app, press, { ...next, text: press.form.get('text') })
  return press.leadTo(`/trainings/${slug}/import/preview?draft=${await keepDraft(app, press.c, next)}`)

  async function chosen(sent: Press): Promise<ImportDraft | { faults: Faults }> {
    const file = sent.form.file('file')
    const text = sent.form.all('text')[0] ?? ''
    if (!file && text.trim() === '') return { faults: new Map([['file', say(sent.lang, 'admin.import.nothing')]]) }
    try {
      const rows = file ? await readListFile(new Uint8Array(await file.arrayBuffer())) : readListText(text)
      return { training: slug, rows, input: { lang: sent.lang } }
    } catch (error) {
      return { faults: new Map([[file ? 'file' : 'text', unreadableText(sent, error)]]) }
    }
  }
}

async function changed(app: App, { form, lang, c }: Press, draft: ImportDraft): Promise<ImportDraft> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  return changedDraft(draft, await checkList(app, training, draft.rows, draft.input, lang), form)
}

/** @throws the error, if it is not about the list */
function unreadableText({ lang }: Visit, error: unknown): string {
  if (!(error instanceof UnreadableList)) throw error
  const fault = say(lang, `admin.import.fault.${error.reason}`)
  return error.row === undefined ? fault : say(lang, 'admin.import.fault.row', { row: error.row, fault })
}

/** Adds the people, if it still comes out as the page said. */
async function add(app: App, press: Press): Promise<AdminPage | Response> {
  const slug = slugOf(press)
  const token = press.form.get('draft')
  const draft = await readDraft(app, press.c, token)
  if (!draft) return press.leadTo(`/trainings/${slug}/import?gone=1`)
  const request = { slug, ...draft, shown: press.lang, tag: press.form.get('tag') }
  try {
    const { counts } = await importPeople(actingAs(app, press.caller), request)
    const left = counts.faulty + counts['same-name']
    const to = left > 0 ? `/import/preview?draft=${token}&` : '?'
    return press.leadTo(
      `/trainings/${slug}${to}added=${counts.confirmed + counts.waitlisted}&waiting=${counts.waitlisted}`,
    )
  } catch (error) {
    if (!isProblem(error, 'precondition-failed')) throw error
    return { ...(await previewPage(app, press, { draft, token, isChanged: true })), status: 409 }
  }
}

async function formPage(app: App, visit: Visit, again?: { faults: Faults; text: string }): Promise<AdminPage> {
  const { lang, c } = visit
  const training = await readTraining(app, slugOf(visit))
  const { faults, text } = again ?? { faults: noFaults, text: '' }
  const path = adminPath(app.config, `/trainings/${training.row.slug}`)
  const title = say(lang, 'admin.import.title')
  const said = (name: 'file' | 'paste') => ({
    label: say(lang, `admin.import.${name}`),
    hint: say(lang, `admin.import.${name}.hint`),
    faults,
  })
  const file = { accept: '.xlsx,.csv,.tsv,.txt', type: 'file' }
  const paste = { autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', wrap: 'off' }
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    faults,
    crumbs: crumbsOf({ training }, lang),
    body: html`<h1>${title}</h1>${c.req.query('gone') === undefined ? '' : errorNote(say(lang, 'admin.import.gone'))}
${faultSummary(lang, faults)}<p>${say(lang, 'admin.import.text')}</p>
<form class="card" method="post" enctype="multipart/form-data" action="${path}/import/preview" novalidate>
${inputField({ name: 'file', ...said('file'), value: '', attributes: file })}
${textField({ name: 'text', ...said('paste'), value: text, rows: 8, attributes: paste })}
<p class="hint">${say(lang, 'admin.import.kept')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.import.read')}</button>
<a class="button" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

interface Shown {
  draft: ImportDraft
  token: string
  /** Whether it would have come out differently than the page said. */
  isChanged?: boolean
}

async function previewPage(app: App, visit: Visit, { draft, token, isChanged = false }: Shown): Promise<AdminPage> {
  const { lang, c } = visit
  const preview = await previewImport(app, { slug: draft.training, ...draft, shown: lang })
  const path = adminPath(app.config, `/trainings/${draft.training}/import`)
  return {
    title: say(lang, 'admin.import.check'),
    section: 'trainings',
    crumbs: [
      ...crumbsOf(preview, lang),
      { title: say(lang, 'admin.import.title'), path: `/trainings/${draft.training}/import` },
    ],
    done: importedNote(lang, c.req.query('added'), c.req.query('waiting')),
    body: previewView({ app, lang, draft, token, preview, path, isChanged }),
  }
}
