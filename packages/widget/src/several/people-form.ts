import { limits } from '@training-signup/contract/limits'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { type Fault, type Question, shownQuestions } from '../answers.ts'
import { askedField, type FormView, formFrame } from '../views/registration-form.ts'
import { focusSoon, followInside } from './focus-soon.ts'
import { addBeforeSending, addCoordinator, pasteBox } from './paste-box.ts'
import type { People } from './people.ts'
import { mostAtOnce } from './people-list.ts'
import { peopleOf } from './people-outcome.ts'
import { coordinatorQuestions, isAgency, keyOf, sharedQuestions } from './people-questions.ts'
import { personBox, personId } from './person-box.ts'

/** About whoever signs up the others, about each of them, and about all of them. */
export function peopleForm(people: People, view: FormView): TemplateResult {
  const { say, data, answers, isSending } = view
  const count = people.list.filled(answers).length
  const done = peopleOf(people.sentTo(data)).length
  const progress = done > 0 ? say('people.sent', { done, count: done + count }) : nothing
  const shared = sharedQuestions(data, say)
  const form = formFrame(
    { ...view, faults: shorten(view), onSubmit: addBeforeSending(people, view) },
    {
      heading: say('people.heading'),
      intro: html`${done > 0 ? sentBox(people, view, progress) : wayBack(view)} ${coordinatorBox(people, view, shared)}`,
      body: html`${listBox(people, view, shared)} ${sharedBox(view, shared, count)}`,
      submit: say('people.submit', { count: Math.max(1, count) }),
    },
  )
  // The status is outside of the form, which is silent while it is sent. What is clicked are links, by keys too.
  // oxlint-disable-next-line lit-a11y/click-events-have-key-events
  return html`<div @click=${followInside}>${form}<p class="aside" role="status">${isSending ? progress : nothing}</p></div>`
}

/** Hundreds of faults are not read one by one; each stands at its question all the same. */
function shorten({ faults, say }: FormView): Fault[] {
  const count = faults.length - mostAtOnce
  const more = { key: 'more', code: 'more', message: say('people.faults.more', { count }) }
  return count > 0 ? [...faults.slice(0, mostAtOnce), more] : faults
}

const ask = (view: FormView, questions: Question[]) =>
  shownQuestions(questions, view.answers).map((question) => askedField(view, question))

const wayBack = ({ say, onSeveral }: FormView) =>
  html`<button part="quiet" type="button" @click=${onSeveral}>${say('people.one')}</button>`

const sentBox = (people: People, view: FormView, progress: unknown) => html`
  <div part="sent">
    <p><strong>${progress}</strong> ${view.isSending ? nothing : view.say('people.sent.others')}</p>
    ${people.outcome(view)}
  </div>
`

const coordinatorBox = (people: People, view: FormView, shared: Question[]) => html`
  <p part="note">${view.say('people.intro')}</p>
  <fieldset part="coordinator">
    <legend part="people-heading">${view.say('people.coordinator')}</legend>
    ${ask(view, [...coordinatorQuestions(view.say), ...shared.filter(isAgency)])}
    <p part="actions">
      <button part="quiet" type="button" @click=${addCoordinator(people, view)}>${view.say('people.me')}</button>
    </p>
  </fieldset>
`

const sharedBox = (view: FormView, shared: Question[], count: number) => html`
  <fieldset part="shared">
    <legend part="people-heading">${view.say('people.shared')}</legend>
    ${ask(
      view,
      shared.filter((question) => !isAgency(question)),
    )}
    ${count > limits.people ? html`<p part="note">${view.say('people.parts', { max: limits.people })}</p>` : nothing}
  </fieldset>
`

function listBox(people: People, view: FormView, shared: Question[]) {
  const { rows, change } = people.list
  const boxes = rows.map((row) => personBox(people, row, view, shared))
  const removed = change?.removed
  return html`
    <fieldset part="people-list">
      <legend part="people-heading">${view.say('people.list')}</legend>
      ${pasteBox(people, view)} ${removed ? boxes.toSpliced(removed.at, 0, removedNote(people, view, removed)) : boxes}
      <p part="actions">
        <button part="button" type="button" @click=${addPerson(people)}>${view.say('people.add')}</button>
      </p>
    </fieldset>
  `
}

/** Stands where the person stood. */
const removedNote = (people: People, { say }: FormView, { at, person }: { at: number; person: string }) => html`
  <p part="removed" tabindex="-1">${say('people.removed', { person })}
    <button part="quiet" type="button" @click=${undoRemoval(people, at)}>${say('people.undo')}</button>
  </p>
`

const addPerson = (people: People) => (event: Event) =>
  focusSoon(event, `[name="q-${keyOf(people.list.add(), 'givenName')}"]`)

const undoRemoval = (people: People, at: number) => (event: Event) => {
  people.list.undo()
  const row = people.list.rows[at]
  if (row) focusSoon(event, `#${personId(row)}`)
}
