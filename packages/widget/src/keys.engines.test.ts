import { expect } from '@open-wc/testing'
import { control, find, hit, show } from './testing/show.ts'

/** A page's shortcut script: takes every key, unless it sees that a field has the focus. */
const heard: string[] = []
function takeKeys(event: KeyboardEvent) {
  if (document.activeElement?.matches('input, textarea')) return
  heard.push(event.key)
  event.preventDefault()
}
beforeEach(() => {
  heard.length = 0
  for (const type of ['keydown', 'keypress', 'keyup'] as const) document.addEventListener(type, takeKeys)
})
afterEach(() => {
  for (const type of ['keydown', 'keypress', 'keyup'] as const) document.removeEventListener(type, takeKeys)
})

describe('a page’s shortcuts', () => {
  it('do not take away what is typed', async () => {
    const { element } = await show()
    const input = control(element, 'givenName')
    input.focus()
    await hit({ type: 'Ada s/j?' })
    expect([input.value, heard]).to.deep.equal(['Ada s/j?', []])
  })

  it('hear no key that moves in a field or changes it', async () => {
    const { element } = await show()
    const input = control(element, 'givenName')
    const keys = ['ArrowLeft', 'ArrowDown', 'PageUp', 'Home', 'End', 'Backspace', 'Delete', 'Enter', ' ', 'ñ', '𝒜']
    for (const key of keys)
      for (const type of ['keydown', 'keypress', 'keyup']) {
        const event = new KeyboardEvent(type, { key, bubbles: true, composed: true, cancelable: true })
        expect(input.dispatchEvent(event), `${type} ${key}`).to.equal(true)
      }
    expect(heard).to.deep.equal([])
  })

  it('still hear Escape, Tab, the function keys, and what is pressed with Ctrl, Alt, or Cmd', async () => {
    const { element } = await show()
    const all: KeyboardEventInit[] = [
      { key: 'Escape' },
      { key: 'Tab' },
      { key: 'F6' },
      { key: 'k', ctrlKey: true },
      { key: 'k', metaKey: true },
      { key: 'ArrowLeft', altKey: true },
    ]
    const heading = find(element, '[part=form-heading]')
    for (const init of all)
      heading.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }))
    // Browsers fill in fields with such events.
    heading.dispatchEvent(new Event('keydown', { bubbles: true, composed: true }))
    expect(heard).to.deep.equal(['Escape', 'Tab', 'F6', 'k', 'k', 'ArrowLeft', undefined])
  })
})
