import { DecisionInput, type Language, longestNote } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import type { Note } from '../../../core/outbox/notify-people.ts'
import { approve } from '../../../core/seats/approval.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { type Checked, checkBy, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { textField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { createBulkAction } from '../../api/bulk/bulk-actions.ts'
import { noteBy, notedActions, previewDecision } from '../../api/people/decision-note.ts'
import { readGroup } from '../../api/people/group.ts'
import { findNextRequest } from '../../api/people/next-request.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type SentFields, type Visit } from '../pages.ts'
import { leadBeside } from '../roster/beside-list.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { coordinatorText } from './coordinator-text.ts'
import { isFull } from './extra-seat.ts'
import { letterView } from './letter.ts'
import { orBack } from './person-actions.ts'
import { type PersonPage, personCrumbs, personName, personPage } from './person-view.ts'

const guard = { needs: 'change-people', of: 'registration' } as const
type Decision = (typeof notedActions)[number]

/**
 * Deciding on one request. The page asks first and shows the email, which can carry a few words. To
 * decline waits ten minutes, like decisions about several people. Then the next request is shown.
 */
export function decisionPages(app: App): Pages {
  const pages = createPages(app)
  for (const name of notedActions) {
    const show = (visit: Visit, typed = '', faults?: Faults) => decisionOrBack(app, visit, name, { typed, faults })
    addAsked(app, pages, `/registrations/:id/${name}`, guard, {
      ask: (visit) => show(visit),
      act: ({ form, leadTo, ...visit }) => {
        const { input, faults } = readNote(visit.lang, form)
        if (faults) return show(visit, form.get('note'), faults)
        const path = `/registrations/${idIn(visit)}`
        return orBack(leadTo, path, async () => {
          const note = noteBy(visit.caller, input.note)
          const trainingId = await (name === 'approve' ? approveNow : declineLater)(app, visit, note)
          const next = await findNextRequest(app, visit.caller.scope, trainingId, idIn(visit))
          return next ? `/registrations/${next.id}?done=${name}&who=${idIn(visit)}` : `${path}?done=${name}`
        })
      },
    })
    const preview = { ...guard, changesNothing: true }
    pages.action(`/registrations/:id/${name}/preview`, preview, async ({ form, ...visit }) => {
      const { input, faults } = readNote(visit.lang, form)
      return show(visit, faults ? form.get('note') : input.note, faults)
    })
  }
  return pages
}

/** Approves the person. @returns the id of the training */
async function approveNow(app: App, visit: Visit, note: Note | undefined): Promise<string> {
  await approve(actingAs(app, visit.caller), idIn(visit), { note })
  return (await personPage(app, visit)).training.row.id
}

/**
 * Has the person declined in ten minutes, so that it can be undone until then.
 * @returns the id of the training
 */
async function declineLater(app: App, visit: Visit, note: Note | undefined): Promise<string> {
  const { registration, training } = await personPage(app, visit)
  const input = { action: 'decline', training: registration.training, registrations: [registration.id] } as const
  await createBulkAction(app, visit.caller, { ...input, registrations: [...input.registrations] }, { note })
  return training.row.id
}

const idIn = ({ c }: Visit) => c.req.param('id') ?? ''

// A form has no “nothing”, and its line breaks are two characters.
function readNote(lang: Language, form: SentFields): Checked<{ note?: string | undefined }> {
  const note = form.get('note').replaceAll('\r\n', '\n')
  return checkBy(DecisionInput, note === '' ? {} : { note }, () => ['note', say(lang, 'admin.decision.note.fault')])
}

interface TypedNote {
  typed: string
  faults: Faults | undefined
}

/** Asks about a decision, or leads back to the person if it is refused now. */
async function decisionOrBack(app: App, visit: Visit, name: Decision, typed: TypedNote): Promise<AdminPage | Response> {
  const view = await personPage(app, visit)
  try {
    return await decisionPage(view, name, typed)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 409) throw error
    const { id } = view.registration
    const to = leadBeside(visit.c, `/registrations/${id}?failed=${error.problemName}`)
    return visit.c.redirect(adminPath(app.config, to), 303)
  }
}

/** Asks about a decision, with the email that it sends. */
async function decisionPage(view: PersonPage, name: Decision, { typed, faults }: TypedNote): Promise<AdminPage> {
  const { app, caller, lang, path, registration } = view
  const title = say(lang, `admin.person.${name}`, { name: personName(view) })
  const note = noteBy(caller, faults === undefined && typed !== '' ? typed : undefined)
  const mail = await previewDecision(app, registration.id, name, { note })
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: personCrumbs(view),
    faults,
    body: html`<form method="post" action="${path}/${name}" class="card stack"><h1>${title}</h1>
${leadView(view, name)}${await coordinatorNote(view)}${name === 'approve' ? await togetherNote(view) : ''}
${noteField(view, name, { typed, faults })}
<p class="row"><button class="button ${name === 'approve' ? 'primary' : 'danger'}">${say(lang, `admin.person.${name}.go`)}</button>
<a class="button quiet" href="${adminPath(app.config, view.own)}">${say(lang, 'manage.back')}</a></p>
<section class="stack"><h2>${say(lang, 'admin.decision.email')}</h2>${
      mail === null ? html`<p>${say(lang, 'admin.decision.preview.none')}</p>` : letterView(mail)
    }</section></form>`,
  }
}

async function coordinatorNote({ app, lang, registration }: PersonPage): Promise<Html | ''> {
  const told = await coordinatorText(app, lang, registration)
  return told === undefined ? '' : html`<p>${told}</p>`
}

/** Says what the decision leads to. Where no seat is free, approval leads to the waiting list, or to one more seat. */
const leadView = (view: PersonPage, name: Decision): Html =>
  name === 'approve' && isFull(view)
    ? html`<p class="note wait"><span>${say(view.lang, 'admin.extra.full.waits')}
<a href="${view.to('extra-seat')}">${say(view.lang, 'admin.extra.go')}</a></span></p>`
    : html`<p>${say(view.lang, `admin.person.${name}.text`)}</p>`

/** Says that the whole group of someone gets seats or waits, and leads to it. */
async function togetherNote({ app, lang, registration: { group } }: PersonPage): Promise<Html | ''> {
  if (!group) return ''
  const { reference, isDivided, unseated, missingSeats } = await readGroup(app, group.reference)
  if (isDivided) return ''
  const takesAll = missingSeats === 0 && unseated > 1
  const text = takesAll
    ? say(lang, 'admin.decision.together.seats', { count: unseated })
    : say(lang, 'admin.decision.together')
  return html`<p class="note wait"><span>${text}
<a href="${adminPath(app.config, `/groups/${reference}`)}">${say(lang, 'admin.group.title', { reference })}</a></span></p>`
}

/** Renders the field for a few words, if an email can carry them. */
function noteField({ lang, path, caller, registration }: PersonPage, name: Decision, { typed, faults }: TypedNote) {
  if (registration.email === null && registration.group === null) return ''
  const hint = caller.kind === 'person' ? 'admin.decision.note.hint' : 'admin.decision.note.hint.nameless'
  const field = textField({
    name: 'note',
    label: say(lang, 'admin.decision.note'),
    note: say(lang, 'admin.form.optional'),
    hint: say(lang, hint),
    value: typed,
    rows: 2,
    faults: faults ?? noFaults,
    attributes: { maxlength: longestNote },
  })
  return html`<div class="stack">${field}
<p><button class="button quiet" formaction="${path}/${name}/preview">${say(lang, 'admin.decision.preview')}</button></p></div>`
}
