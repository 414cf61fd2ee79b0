import { aTimeout, expect } from '@open-wc/testing'
import { word } from './testing/group.ts'
import { control, find, focused, press, send, show, type } from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

const marked = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=error]')].map(({ id }) => id.slice(2, -6))
const listed = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll('[part=summary] li')].map(({ textContent }) => textContent?.trim())

describe('a fault', () => {
  it('is not named before the first try', async () => {
    const { element } = await show()
    type(element, 'email', 'ada@')
    control(element, 'email').dispatchEvent(new Event('change', { bubbles: true }))
    await element.updateComplete
    expect([marked(element), listed(element)]).to.deep.equal([[], []])
  })

  it('goes with its line in the summary as soon as the answer is right', async () => {
    const { element } = await show()
    await send(element)
    const before = listed(element)
    expect(marked(element)).to.include.members(['givenName', 'agency'])
    control(element, 'givenName').focus()
    type(element, 'givenName', 'Ada')
    await element.updateComplete
    expect(marked(element)).not.to.include('givenName')
    expect(marked(element)).to.include('agency')
    expect(listed(element)).to.deep.equal(before.slice(1))
    expect(control(element, 'givenName').getAttribute('aria-invalid')).to.equal(null)
    expect(focused(element)).to.equal(control(element, 'givenName'))
  })

  it('is announced once, however often the list is corrected', async () => {
    const { element } = await show()
    await send(element)
    const alerts = () => [...element.renderRoot.querySelectorAll('[role=alert]')]
    const [alert] = alerts()
    const heard: MutationRecord[] = []
    new MutationObserver((records) => heard.push(...records)).observe(alert!, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    type(element, 'givenName', 'Ada')
    type(element, 'email', 'ada@')
    await element.updateComplete
    await aTimeout(0)
    expect(alerts()).to.deep.equal([alert])
    expect(heard).to.deep.equal([])
    expect(alert?.textContent?.trim()).to.equal(word('errors.heading'))
  })

  it('says what is wrong with the answer that is there now', async () => {
    const { element } = await show()
    await send(element)
    const about = () => find(element, '#q-email-error').textContent?.trim()
    const missing = about()
    type(element, 'email', 'ada@')
    await element.updateComplete
    const malformed = about()
    type(element, 'email', '')
    await element.updateComplete
    expect(about()).to.equal(missing)
    expect(malformed).not.to.equal(missing)
  })

  it('takes the summary with it when it was the last', async () => {
    const { element } = await show()
    for (const [key, text] of Object.entries({ givenName: 'Ada', email: 'ada@kcpd.example', agency: 'KCPD' }))
      type(element, key, text)
    press(element)
    await element.updateComplete
    control(element, 'role', 'police').click()
    for (const key of ['attestation', '/consents/privacy']) control(element, key).click()
    await element.updateComplete
    expect([marked(element), element.renderRoot.querySelector('[part=summary]')]).to.deep.equal([[], null])
  })

  it('of another answer is not named until the next try', async () => {
    const { element } = await show()
    type(element, 'givenName', 'Ada')
    await send(element)
    type(element, 'givenName', '')
    await element.updateComplete
    expect(marked(element)).not.to.include('givenName')
    await send(element)
    expect(marked(element)).to.include('givenName')
  })
})
