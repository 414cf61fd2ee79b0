import { aTimeout, expect } from '@open-wc/testing'
import { say } from '../../../server/src/words/index.ts'
import { CodeServer, codeBox, pressWay, rightCode, showCode, tryCode, typeCode, word } from '../testing/code.ts'
import { word as sentence } from '../testing/fixtures.ts'
import { fillShared, linesOf, outcomes, paste, toSeveral } from '../testing/group.ts'
import {
  control,
  FakeServer,
  find,
  focused,
  json,
  letTimePass,
  partText,
  press,
  send,
  serverWith,
  settle,
  show,
  textOf,
  type,
} from '../testing/show.ts'

describe('what is around the code', () => {
  it('may change its language, and what was typed stays', async () => {
    const { element, server } = await showCode()
    await tryCode(element, '654321')
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(word('title', 'es'))
    expect(partText(element, 'error')).to.equal(word('wrong', 'es'))
    expect(codeBox(element).value).to.equal('654321')
    typeCode(element, rightCode)
    press(element, '[part~=language]')
    await settle(element)
    await send(element)
    expect(server.said('verification').at(-1)?.code).to.equal(rightCode)
    expect(partText(element, 'result-title')).to.equal(sentence('result.confirmed'))
  })

  it('may move on the page, or sleep with it', async () => {
    const { element, page } = await showCode()
    typeCode(element, '12')
    const elsewhere = document.createElement('section')
    page.append(elsewhere)
    elsewhere.append(element)
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await settle(element)
    expect(codeBox(element).value).to.equal('12')
    await tryCode(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  it('may turn to another training, and what comes of the code does not show there', async () => {
    const { element, server } = await showCode()
    const told: string[] = []
    element.addEventListener('training-signup-registered', ({ training }) => told.push(training))
    const reply = Promise.withResolvers<Response>()
    const { check } = server
    server.check = () => reply.promise
    typeCode(element, rightCode)
    press(element)
    await element.updateComplete
    server.training = new FakeServer().training
    element.training = 'citizens'
    await settle(element)
    reply.resolve(await check())
    await aTimeout(20)
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(sentence('form.heading'))
    expect(told).to.deep.equal(['first-responders'])
  })

  it('leaves nothing when the visitor uses the exit button', async () => {
    const address = location.href
    const { element } = await showCode(new CodeServer(), { 'exit-url': '#left' })
    typeCode(element, '12')
    press(element, '[part~=exit]')
    element.renderRoot.querySelector('dialog')?.remove()
    await settle(element)
    history.replaceState(null, '', address)
    expect(element.renderRoot.querySelector('[part~=code]')).to.equal(null)
    expect(textOf(element)).not.to.contain('ada.reyes')
    expect(control(element, 'email').value).to.equal('')
  })

  it('is announced where the form was sent again by itself, without taking the focus', async () => {
    const server = new CodeServer()
    const { signUp } = server
    server.signUp = () => Promise.reject(new TypeError('Failed to fetch'))
    const { element } = await showCode(server)
    ;(element.renderRoot.activeElement as HTMLElement | null)?.blur()
    server.signUp = signUp
    dispatchEvent(new Event('online'))
    await aTimeout(20)
    await settle(element)
    expect(find(element, '[part=stage] > [role=status]').textContent).to.equal(say('en', 'result.pending_verification'))
    expect(focused(element)).to.equal(null)
  })

  it('never holds the secret', async () => {
    const { element } = await showCode()
    expect(element.renderRoot.innerHTML).not.to.contain('secret-1')
    expect(JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])).to.equal(
      JSON.stringify([[], [], '']),
    )
  })
})

describe('the code of several people', () => {
  async function showSeveralCode(count: number) {
    const { element, server } = await show(new CodeServer())
    const code = server as CodeServer
    const pending = (status: string) =>
      code
        .said('registrations')
        .at(-1)!
        .people.map((_, index) => ({ status: index > 0 ? 'waitlisted' : status }))
    code.signUp = () => code.pending(pending('pending_verification'), 'pat@kcpd.example')
    code.check = () => {
      const reference = `PART-${code.said('registrations').length}`
      return json(200, { reference, status: 'waitlisted', people: pending('confirmed'), next: {}, lang: 'en' })
    }
    await toSeveral(element)
    await paste(element, linesOf(count))
    await fillShared(element)
    await send(element)
    return { element, server: code }
  }

  it('is typed once, by the person who signs them up', async () => {
    const { element } = await showSeveralCode(2)
    expect(partText(element, 'code-text')).to.contain('pat@kcpd.example')
    await tryCode(element)
    expect(outcomes(element)).to.deep.equal([
      `Ada Reyes: ${say('en', 'people.status.confirmed')}`,
      `Adb Reyes: ${say('en', 'people.status.waitlisted')}`,
    ])
  })

  it('can be followed by a correction of the same people', async () => {
    const { element, server } = await showSeveralCode(2)
    await pressWay(element, 'change')
    type(element, '/coordinator/email', 'lee@kcpd.example')
    letTimePass()
    await send(element)
    const [first, second] = server.said('registrations')
    expect(second?.people).to.deep.equal(first?.people)
    expect(second?.replaces).to.deep.equal({ reference: 'WAIT-1', secret: 'secret-1' })
  })
})

describe('a code', () => {
  it('is not enough for a training that asks for more than that', async () => {
    const { element } = await show(serverWith({ form: { requires: ['verification', 'telepathy'] } }))
    expect(find(element, '[part=unavailable]')).to.exist
  })
})
