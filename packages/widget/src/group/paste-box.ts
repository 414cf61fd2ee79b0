import { limits } from '@training-signup/contract/limits'
import { html, noChange, nothing } from 'lit'
import type { Question } from '../form/answers.ts'
import { askedField, type FormView } from '../form/registration-form.ts'
import { button } from '../views/button.ts'
import { focusSoon } from '../views/focus-soon.ts'
import { rootOf } from '../views/reveal.ts'
import type { Group } from './group.ts'
import { each, isLikely } from './people-list.ts'
import { roleIn } from './people-questions.ts'

/**
 * The keys of the list and of the role for people without one. They are typed like answers, and
 * never sent.
 */
const textKey = 'pasted'
const roleKey = 'pasted-role'

/** The box for a pasted list, and what its last change did. */
export function pasteBox(group: Group, view: FormView) {
  const { say, data } = view
  const options = roleIn(data)?.options
  const asked: Question[] = [
    { id: textKey, key: textKey, type: 'textarea', label: say('people.paste.label'), required: true },
    ...(options
      ? [{ id: roleKey, key: roleKey, type: 'select', label: say('people.paste.role'), required: true, options }]
      : []),
  ]
  // Names must not be sent to a spelling service.
  return html`<details part="paste" spellcheck="false" ?open=${view.answers[textKey] ? true : noChange}>
      <summary id="paste">${say('people.paste')}</summary>
      <p part="hint">${say('people.paste.hint')}</p>
      ${asked.map((question) => askedField(view, question))}
      <p part="actions">
        ${button(say('people.paste.add'), addPasted(group, view), 'button')}
      </p>
    </details>
    ${pastedNote(group, view)}`
}

function pastedNote(group: Group, { say, answers }: FormView) {
  const count = group.list.change?.pasted
  if (count === undefined) return nothing
  const isFull = group.list.isFull(answers)
  const unclear = group.list.unclear(answers)
  const likely = unclear.filter(isLikely)
  const others = unclear.length - likely.length
  const unused = group.list.unused()
  return html`<p part="people-notice" class="box step" tabindex="-1">${say(count > 0 || isFull ? 'people.pasted' : 'people.paste.nothing', { count })}
    ${isFull ? say('people.most', { max: limits.people }) : nothing}
    ${others > 0 ? say('people.paste.unclear', { count: others }) : nothing}
    ${unused && say('people.paste.columns', { columns: unused })}
    ${
      likely[0] &&
      say('people.paste.likely', {
        texts: each(
          likely.map(({ text }) => text),
          '”, “',
        ),
      })
    }
    <span class="row">${likely[0] && button(say('people.mark.likely.way'), acceptLikely(group))} ${count > 0 ? button(say('people.undo'), undoPasting(group)) : nothing}</span></p>`
}

const acceptLikely = (group: Group) => (event: Event) => {
  group.list.unmark(isLikely)
  focusSoon(event, '[part=people-notice]')
}

const undoPasting = (group: Group) => (event: Event) => {
  group.list.undo()
  focusSoon(event, '#paste')
}

const addPasted =
  (group: Group, { answers, data, onAnswer }: FormView) =>
  (event: Event) => {
    const [text, role] = [textKey, roleKey].map((key) => String(answers[key] ?? ''))
    const rest = group.list.paste(text ?? '', role ?? '', data)
    onAnswer({ [textKey]: rest })
    if (!rest) rootOf(event).getElementById('paste')?.parentElement?.removeAttribute('open')
    focusSoon(event, '[part=people-notice]')
  }

/** A coordinator who comes along need not write their name again. */
export const addCoordinator =
  (group: Group, { answers, data }: FormView) =>
  (event: Event) => {
    const [name, email] = ['name', 'email'].map((id) => String(answers[`/coordinator/${id}`] ?? '').trim())
    if (name) group.list.paste(`${name}\t${email}`, '', data)
    focusSoon(event, name ? '[part=people-notice]' : '[name="q-/coordinator/name"]')
  }

/**
 * Adds a pasted list that was not added yet, and shows it instead of sending: nothing may be left
 * out but what has no room.
 */
export const addBeforeSending = (group: Group, view: FormView) => (event: Event) => {
  const { isSending, answers } = view
  if (isSending || !String(answers[textKey] ?? '').trim() || group.list.isFull(answers)) return view.onSubmit(event)
  event.preventDefault()
  addPasted(group, view)(event)
}
