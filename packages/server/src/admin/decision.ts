import { DecisionInput, longestNote } from '@training-signup/contract'
import { html } from 'hono/html'
import { actingAs } from '../access/caller.ts'
import type { App } from '../context.ts'
import { noteBy, notedActions, previewDecision } from '../organizers/decision-note.ts'
import { icon } from '../pages/icon.ts'
import type { Html } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import { approve, decline } from '../registrations/approval.ts'
import { say } from '../words/admin.ts'
import { alertNote } from './alert-note.ts'
import type { AdminPage } from './frame.ts'
import { letterView } from './letter.ts'
import { createPages, type Form, type Pages, type Visit } from './pages.ts'
import { orBack } from './person-actions.ts'
import { crumbsOf, type PersonPage, personName, personPage } from './person-view.ts'

const guard = { needs: 'change-people', of: 'registration' } as const
const verbs = { approve, decline } as const

/** Deciding on one request, with a few words that stand in the email. */
export function decisionPages(app: App): Pages {
  const pages = createPages(app)
  const idIn = ({ c }: Visit) => c.req.param('id') ?? ''
  const again = async (visit: Visit, form: Form) => {
    const view = await personPage(app, visit.caller, visit.lang, idIn(visit))
    const fault = say(visit.lang, 'admin.decision.note.fault')
    return page(view, decisionForm(view, { typed: form.get('note'), fault }), 422)
  }
  for (const name of notedActions)
    pages.action(`/registrations/:id/${name}`, guard, ({ form, leadTo, ...visit }) => {
      const typed = readNote(form)
      if (!typed.success) return again(visit, form)
      const path = `/registrations/${idIn(visit)}`
      return orBack(leadTo, path, async () => {
        await verbs[name](actingAs(app, visit.caller), idIn(visit), noteBy(visit.caller, typed.data.note))
        return `${path}?done=${name}`
      })
    })
  pages.action('/registrations/:id/preview', { ...guard, changesNothing: true }, async ({ form, ...visit }) => {
    const typed = readNote(form)
    if (!typed.success) return again(visit, form)
    const view = await personPage(app, visit.caller, visit.lang, idIn(visit))
    return page(view, html`${await mailsView(view, typed.data.note)}${decisionForm(view, { typed: typed.data.note })}`)
  })
  return pages
}

// A form has no “nothing”, and its line breaks are two characters.
const readNote = (form: Form) => {
  const note = form.get('note').replaceAll('\r\n', '\n')
  return DecisionInput.safeParse(note === '' ? {} : { note })
}

const page = (view: PersonPage, body: Html, status?: 422): AdminPage => {
  const title = say(view.lang, 'admin.person.approve', { name: personName(view) })
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: [...crumbsOf(view, view.lang), { title: personName(view), path: `/registrations/${view.registration.id}` }],
    ...(status ? { status } : {}),
    body: html`<h1>${title}</h1>${body}`,
  }
}

/** Shows what they would read after each decision. */
async function mailsView({ app, caller, lang, registration }: PersonPage, note: string | undefined): Promise<Html> {
  const shown: Html[] = []
  for (const action of notedActions) {
    const mail = await previewed(() => previewDecision(app, registration.id, action, noteBy(caller, note)))
    shown.push(
      html`<section class="card"><h2>${say(lang, `admin.decision.preview.${action}`)}</h2>${
        mail === null ? html`<p>${say(lang, 'admin.decision.preview.none')}</p>` : letterView(mail)
      }</section>`,
    )
  }
  return html`${shown}`
}

/** A decision that is refused now has no email. */
async function previewed<T>(preview: () => Promise<T>): Promise<T | null> {
  try {
    return await preview()
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 409) return null
    throw error
  }
}

/** Renders the buttons of the decision and, if an email can carry them, a few words for it. */
export function decisionForm(
  { lang, path, caller, registration: { email, group } }: PersonPage,
  { typed = '', fault }: { typed?: string | undefined; fault?: string } = {},
): Html {
  const hint = caller.kind === 'person' ? 'admin.decision.note.hint' : 'admin.decision.note.hint.nameless'
  const isReached = email !== null || group !== null
  return html`<form method="post" action="${path}/approve" class="stack">${
    isReached
      ? html`<label class="field"><span>${say(lang, 'admin.decision.note')}</span><textarea class="input" name="note" rows="2" maxlength="${longestNote}" aria-describedby="note-hint"${fault ? html` aria-invalid="true"` : ''}>${typed}</textarea></label><p class="hint" id="note-hint">${say(lang, hint)}</p>`
      : ''
  }${alertNote(fault)}<p class="row"><button class="button primary">${icon('check')}${say(lang, 'admin.person.approve.go')}</button><button class="button danger" formaction="${path}/decline">${say(lang, 'admin.person.decline')}</button>${
    isReached
      ? html`<button class="button quiet" formaction="${path}/preview">${say(lang, 'admin.decision.preview')}</button>`
      : ''
  }</p></form>`
}
