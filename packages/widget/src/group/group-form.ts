import { limits } from '@training-signup/contract/limits'
import { html, nothing, type TemplateResult } from 'lit'
import { type Fault, type Question, shownQuestions } from '../form/answers.ts'
import { askedField, type FormView, formFrame } from '../form/registration-form.ts'
import { button } from '../views/button.ts'
import { focusSoon } from '../views/focus-soon.ts'
import { type Group, onePerQuestion } from './group.ts'
import { addBeforeSending, addCoordinator, pasteBox } from './paste-box.ts'
import { mostAtOnce, type Removed, type Row } from './people-list.ts'
import { askedOnce, keyOf } from './people-questions.ts'
import { personBox, personId } from './person-box.ts'

/** Draws the questions about the coordinator, each person, and the whole group. */
export function groupForm(group: Group, all: FormView): TemplateResult {
  const view = { ...all, faults: onePerQuestion(all.faults) }
  const { say, data, answers } = view
  const count = group.list.filled(answers).length
  const [above, below] = askedOnce(data)
  return formFrame(
    { ...view, faults: shorten(view), onSubmit: addBeforeSending(group, view) },
    {
      heading: say('people.heading'),
      other: button(say('people.one'), view.onSeveral),
      intro: coordinatorBox(group, view, above),
      body: [listBox(group, view, [...above, ...below]), html`<div part="shared">${ask(view, below)}</div>`],
      submit: say('people.submit', { count: Math.max(1, count) }),
      after: leftToCheck(group, view),
    },
  )
}

/**
 * Shortens the summary: no one reads hundreds of faults one by one, and each is also at its
 * question.
 */
function shorten({ faults, say }: FormView): Fault[] {
  const count = faults.length - mostAtOnce
  const more = { key: 'more', code: 'more', message: say('people.faults.more', { count }) }
  return count > 0 ? [...faults.slice(0, mostAtOnce), more] : faults
}

/** Says how much is left to check, and leads to the first of it. */
function leftToCheck(group: Group, { say, answers }: FormView) {
  const count = group.list.unclear(answers).length
  const show = (event: Event) => {
    group.list.openUnclear()
    focusSoon(event, ':has(> [id$=doubt]) > [name]', '.marked > summary')
  }
  return count > 0 ? html`<p part="actions">${button(say('people.left', { count }), show)}</p>` : nothing
}

const ask = (view: FormView, questions: Question[]) =>
  shownQuestions(questions, view.answers).map((question) => askedField(view, question))

const coordinatorBox = (group: Group, view: FormView, above: Question[]) => html`
  <p part="note">${view.say('people.intro')}</p>
  <div part="coordinator" class="fields">
    ${ask(view, above)}
    <p part="actions">
      ${button(view.say('people.me'), addCoordinator(group, view))}
    </p>
  </div>
`

function listBox(group: Group, view: FormView, shared: Question[]) {
  const { rows, change } = group.list
  const entries: (Row | Removed)[] = [...rows]
  if (change?.removed) entries.splice(change.removed.at, 0, change.removed)
  return html`
    <div part="people-list">
      <h3 part="people-heading">${view.say('people.list')}</h3>
      ${pasteBox(group, view)}
      ${entries.map((entry) =>
        'person' in entry ? removedNote(group, view, entry) : personBox(group, entry, view, shared),
      )}
      <p part="actions">
        ${rows.length < limits.people ? button(view.say('people.add'), addPerson(group), 'button') : view.say('people.most', { max: limits.people })}
      </p>
    </div>
  `
}

/** Draws the line in place of a removed person. */
const removedNote = (group: Group, { say }: FormView, { at, person }: Removed) => html`
  <p part="removed" class="box" tabindex="-1">${say('people.removed', { person })}
    ${button(say('people.undo'), undoRemoval(group, at))}
  </p>
`

const addPerson = (group: Group) => (event: Event) =>
  focusSoon(event, `[name="q-${keyOf(group.list.add(), 'givenName')}"]`)

const undoRemoval = (group: Group, at: number) => (event: Event) => {
  group.list.undo()
  const row = group.list.rows[at]
  if (row) focusSoon(event, `#${personId(row)}`)
}
