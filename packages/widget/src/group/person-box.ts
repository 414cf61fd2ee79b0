import { html, nothing, type TemplateResult } from 'lit'
import { type Question, shownQuestions } from '../form/answers.ts'
import { askedField, type FormView } from '../form/registration-form.ts'
import { button } from '../views/button.ts'
import { focusSoon } from './focus-soon.ts'
import type { Group } from './group.ts'
import type { Row, RowMark } from './people-list.ts'
import { isMain, keyOf } from './people-questions.ts'

export const personId = ({ id }: Row) => `person-${id}`

/** Draws one person: the name, the marks, and the questions. */
export function personBox(group: Group, row: Row, view: FormView, shared: Question[]): TemplateResult {
  const { say, data, answers, faults } = view
  const { list } = group
  const number = group.numberOf(row, data)
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
    ${marks.map((mark) => markView(group, row, mark, view, remove))}
    ${row.wasOpen ? fieldsOf(group, row, view, shared, toggle('isMoreOpen')) : nothing}
    <p part="actions">${button(say('people.remove', { number }), remove)}</p>
  </details>`
}

/** Returns a closed row's answers in short, so that they can be checked at a glance. */
function summaryOf(row: Row, { answers, data }: FormView) {
  const options = data.form.fields.find(({ id }) => id === 'role')?.options ?? []
  const role = answers[keyOf(row, 'role')]
  const label = options.find(({ value }) => value === role)?.label
  return [answers[keyOf(row, 'email')], answers[keyOf(row, 'roleOther')] || label].filter(Boolean).join(' · ')
}

function fieldsOf(group: Group, row: Row, view: FormView, shared: Question[], onToggle: (event: Event) => void) {
  const questions = shownQuestions([...group.about(row, view.data), ...shared], view.answers).filter(({ who }) => who)
  const ask = (some: Question[]) => some.map((question) => askedField(view, question))
  const more = questions.filter((one) => !isMain(one))
  return html`<div role="group" aria-labelledby=${personId(row)}>
    <div part="person-fields">${ask(questions.filter(isMain))}</div>
    ${roleForOthers(group, row, view)}
    ${
      more.length > 0
        ? html`<details part="more" ?open=${row.isMoreOpen} @toggle=${onToggle}>
          <summary>${view.say('people.more')}</summary>${ask(more)}</details>`
        : nothing
    }
  </div>`
}

function markView(group: Group, row: Row, mark: RowMark, { say, data }: FormView, onRemove: (event: Event) => void) {
  const { kind, field, text } = mark
  const accept = (event: Event) => {
    group.list.accept(row, mark)
    focusSoon(event, `[name="q-${keyOf(row, field)}"]`, `#${personId(row)}`, '#paste')
  }
  const ways = {
    // The question itself is the way.
    role: () => nothing,
    missing: () => nothing,
    name: () => button(say('people.mark.ok'), accept),
    email: () => button(say('people.mark.skip'), accept),
    unused: () => button(say('people.mark.skip'), accept),
    twice: () => button(say('people.remove', { number: group.numberOf(row, data) }), onRemove),
  }
  return html`<p part="mark">${say(`people.mark.${kind}`, { text })} ${ways[kind]()}</p>`
}

/** Offers to give the role that was chosen for one person to others whose role was written alike. */
function roleForOthers(group: Group, row: Row, { answers, say }: FormView) {
  const mark = row.marks.find(({ field }) => field === 'role')
  if (!mark || !answers[keyOf(row, 'role')]) return nothing
  const others = group.list.withMark(mark, answers)
  if (others.length === 0 || others.includes(row)) return nothing
  const share = (event: Event) => {
    group.list.shareRole(row, others)
    focusSoon(event, `[name="q-${keyOf(row, 'role')}"]`)
  }
  const label = say(`people.mark.${mark.kind}.others`, { count: others.length, text: mark.text })
  return html`<p part="mark">${button(label, share)}</p>`
}
