import { html, nothing } from 'lit/html.js'
import type { FormView } from '../views/registration-form.ts'
import { focusSoon, rootOf } from './focus-soon.ts'
import type { People } from './people.ts'

/** Where a list is pasted, and what came of it. */
export function pasteBox(people: People, view: FormView) {
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
        <button part="button" type="button" @click=${addPasted(people, view)}>${say('people.paste.add')}</button>
      </p>
    </details>
    ${pastedNote(people, view)}`
}

function pastedNote(people: People, { say }: FormView) {
  const pasted = people.list.change?.pasted
  if (!pasted) return nothing
  const { count, unclear } = pasted
  const unused = people.list.unused()
  const button = (label: string, act: (event: Event) => void) =>
    html`<button part="quiet" type="button" @click=${act}>${label}</button>`
  return html`<p part="people-notice" tabindex="-1">${say(count > 0 ? 'people.pasted' : 'people.paste.nothing', { count })}
    ${unclear > 0 ? say('people.paste.unclear', { count: unclear }) : nothing}
    ${unused > 0 ? say('people.paste.unused', { count: unused }) : nothing}
    ${unused > 0 ? button(say('people.paste.skip'), skipUnused(people)) : nothing}
    ${count > 0 ? button(say('people.undo'), undoPasting(people)) : nothing}</p>`
}

const skipUnused = (people: People) => (event: Event) => {
  people.list.skipUnused()
  focusSoon(event, '[part=people-notice]')
}

const undoPasting = (people: People) => (event: Event) => {
  people.list.undo()
  focusSoon(event, '#paste')
}

const pastedIn = (event: Event) => rootOf(event).querySelector<HTMLTextAreaElement>('#pasted')

const addPasted =
  (people: People, { data }: FormView) =>
  (event: Event) => {
    const box = pastedIn(event)
    const role = rootOf(event).querySelector<HTMLSelectElement>('#pasted-role')?.value ?? ''
    if (box && people.paste(box.value, role, data)) {
      box.value = ''
      box.closest('details')?.removeAttribute('open')
    }
    focusSoon(event, '[part=people-notice]')
  }

/** Whoever comes along need not write again who they are. */
export const addCoordinator =
  (people: People, { answers, data }: FormView) =>
  (event: Event) => {
    const [name, email] = ['name', 'email'].map((id) => String(answers[`/coordinator/${id}`] ?? '').trim())
    if (name) people.paste(`${name}\t${email}`, '', data)
    focusSoon(event, name ? '[part=people-notice]' : '[name="q-/coordinator/name"]')
  }

/** Whoever pasted a list and forgot to add it gets to see it first, and nothing is left out. */
export const addBeforeSending = (people: People, view: FormView) => (event: Event) => {
  if (view.isSending || !pastedIn(event)?.value.trim()) return view.onSubmit(event)
  event.preventDefault()
  addPasted(people, view)(event)
}
