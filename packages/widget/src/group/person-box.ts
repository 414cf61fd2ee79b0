import { html, nothing, type TemplateResult } from 'lit'
import { type Question, shownQuestions } from '../form/answers.ts'
import { doubtView } from '../form/field.ts'
import { askedField, type FormView } from '../form/registration-form.ts'
import { button } from '../views/button.ts'
import { focusSoon } from '../views/focus-soon.ts'
import type { Group } from './group.ts'
import type { Row, RowMark } from './people-list.ts'
import { keyOf, roleIn } from './people-questions.ts'

export const personId = ({ id }: Row) => `person-${id}`

/** Draws one person: the name, the marks, and the questions. */
export function personBox(group: Group, row: Row, view: FormView, shared: Question[]): TemplateResult {
  const { say, answers, faults } = view
  const { list } = group
  const number = list.numberOf(row)
  const name = list.nameOf(row, answers)
  const person = [say('people.person', { number }), name].filter(Boolean).join(': ')
  const marks = list.marksOf(row, answers)
  const needsLook = marks.length > 0 || faults.some(({ key }) => key.startsWith(keyOf(row)))
  const toggle = (part: 'isOpen' | 'isMoreOpen') => (event: Event) =>
    list.toggle(row, part, (event.currentTarget as HTMLDetailsElement).open)
  const remove = (event: Event) => {
    list.remove(row, person)
    focusSoon(event, '[part=removed]')
  }
  return html`<details part="person" class=${needsLook ? 'marked' : ''} ?open=${row.isOpen} @toggle=${toggle('isOpen')}>
    <summary part="person-name" id=${personId(row)}>${person}${needsLook ? html` <span part="look">${say('people.look')}</span>` : nothing}
      <span part="person-summary">${summaryOf(row, view)}</span></summary>
    ${marks.filter(({ field }) => !field).map((mark) => markView(group, row, mark, view))}
    ${row.wasOpen ? fieldsOf(group, row, view, shared, toggle('isMoreOpen')) : nothing}
    <p part="actions">${button(say('people.remove', { number }), remove)}</p>
  </details>`
}

/** Returns a closed row's answers in short, so that they can be checked at a glance. */
function summaryOf(row: Row, { answers, data }: FormView) {
  const options = roleIn(data)?.options ?? []
  const role = answers[keyOf(row, 'role')]
  const label = options.find(({ value }) => value === role)?.label
  return [answers[keyOf(row, 'email')], answers[keyOf(row, 'roleOther')] || label].filter(Boolean).join(' · ')
}

function fieldsOf(group: Group, row: Row, view: FormView, shared: Question[], onToggle: (event: Event) => void) {
  const questions = shownQuestions([...group.about(row, view.data), ...shared], view.answers).filter(({ who }) => who)
  const marks = group.list.marksOf(row, view.answers)
  const doubtOf = ({ id }: Question) => {
    const mark = marks.find(({ field }) => field === id)
    return mark && markView(group, row, mark, view)
  }
  const ask = (some: Question[]) => some.map((question) => askedField(view, question, doubtOf(question)))
  const more = questions.filter((one) => one.more)
  return html`<div role="group" aria-labelledby=${personId(row)}>
    <div part="person-fields" class="fields">${ask(questions.filter((one) => !one.more))}</div>
    ${
      more.length > 0
        ? html`<details part="more" ?open=${row.isMoreOpen} @toggle=${onToggle}>
          <summary>${view.say('people.more')}</summary>${ask(more)}</details>`
        : nothing
    }
  </div>`
}

function markView(group: Group, row: Row, mark: RowMark, { say }: FormView) {
  const { kind, field, text } = mark
  const accept = (event: Event) => {
    group.list.accept(row, mark)
    focusSoon(event, `[name="q-${keyOf(row, field)}"]`, `#${personId(row)}`, '#paste')
  }
  // Of the others, an answer is the way, or the button that removes the person.
  const way = say(`people.mark.${kind}.way`)
  return doubtView(say(`people.mark.${kind}`, { text }), ' ', way && button(way, accept))
}
