import { html, nothing } from 'lit'
import type { FormView } from '../form/registration-form.ts'
import { button } from '../views/button.ts'
import { rootOf } from '../views/reveal.ts'
import { focusSoon } from './focus-soon.ts'
import type { Group } from './group.ts'

/** The box for a pasted list, and what its last change did. */
export function pasteBox(group: Group, view: FormView) {
  const { say, data } = view
  const roles = data.form.fields.find(({ id }) => id === 'role')?.options
  return html`<details part="paste">
      <summary id="paste">${say('people.paste')}</summary>
      <p part="hint" id="pasted-hint">${say('people.paste.hint')}</p>
      <div part="field"><label part="label" for="pasted">${say('people.paste.label')}</label>
        <textarea part="input textarea" id="pasted" rows="6" spellcheck="false" autocomplete="off" aria-describedby="pasted-hint"></textarea></div>
      ${
        roles
          ? html`<div part="field"><label part="label" for="pasted-role">${say('people.paste.role')}</label>
            <select part="input select" id="pasted-role">
              <option value="">${say('people.paste.role.none')}</option>
              ${roles.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
            </select></div>`
          : nothing
      }
      <p part="actions">
        ${button(say('people.paste.add'), addPasted(group, view), 'button')}
      </p>
    </details>
    ${pastedNote(group, view)}`
}

function pastedNote(group: Group, { say, answers }: FormView) {
  const count = group.list.change?.pasted
  if (count === undefined) return nothing
  const unclear = group.list.unclear(answers).length
  const unused = group.list.unused()
  return html`<p part="people-notice" tabindex="-1">${say(count > 0 ? 'people.pasted' : 'people.paste.nothing', { count })}
    ${unclear > 0 ? say('people.paste.unclear', { count: unclear }) : nothing}
    ${unused > 0 ? say('people.paste.unused', { count: unused }) : nothing}
    ${unused > 0 ? button(say('people.paste.skip'), skipUnused(group)) : nothing}
    ${count > 0 ? button(say('people.undo'), undoPasting(group)) : nothing}</p>`
}

const skipUnused = (group: Group) => (event: Event) => {
  group.list.skipUnused()
  focusSoon(event, '[part=people-notice]')
}

const undoPasting = (group: Group) => (event: Event) => {
  group.list.undo()
  focusSoon(event, '#paste')
}

const pastedIn = (event: Event) => rootOf(event).querySelector<HTMLTextAreaElement>('#pasted')

const addPasted =
  (group: Group, { data }: FormView) =>
  (event: Event) => {
    const box = pastedIn(event)
    const role = rootOf(event).querySelector<HTMLSelectElement>('#pasted-role')?.value ?? ''
    if (box && group.paste(box.value, role, data)) {
      box.value = ''
      box.closest('details')?.removeAttribute('open')
    }
    focusSoon(event, '[part=people-notice]')
  }

/** A coordinator who comes along need not write their name again. */
export const addCoordinator =
  (group: Group, { answers, data }: FormView) =>
  (event: Event) => {
    const [name, email] = ['name', 'email'].map((id) => String(answers[`/coordinator/${id}`] ?? '').trim())
    if (name) group.paste(`${name}\t${email}`, '', data)
    focusSoon(event, name ? '[part=people-notice]' : '[name="q-/coordinator/name"]')
  }

/** Adds a pasted list that was not added yet, and shows it instead of sending: nothing may be left out. */
export const addBeforeSending = (group: Group, view: FormView) => (event: Event) => {
  if (view.isSending || !pastedIn(event)?.value.trim()) return view.onSubmit(event)
  event.preventDefault()
  addPasted(group, view)(event)
}
