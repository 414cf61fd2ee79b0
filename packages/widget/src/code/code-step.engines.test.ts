import { aTimeout, expect, waitUntil } from '@open-wc/testing'
import type { RegisteredEvent } from '../events.ts'
import { CodeServer, codeBox, pressWay, rightCode, showCode, tryCode, typeCode, word } from '../testing/code.ts'
import { word as sentence } from '../testing/fixtures.ts'
import { described, find, focused, hit, json, partText, press, problem, settle, textOf } from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const errors: unknown[] = []
const note = (event: Event) => errors.push(event)
before(() => {
  addEventListener('error', note)
  addEventListener('unhandledrejection', note)
})
beforeEach(() => (errors.length = 0))
afterEach(() => expect(errors).to.deep.equal([]))
after(() => {
  removeEventListener('error', note)
  removeEventListener('unhandledrejection', note)
})

/** The problems that the page hears of from now on. */
function listenTo(element: TrainingSignupElement) {
  const told: string[] = []
  element.addEventListener('training-signup-error', ({ problem: type }) => told.push(type))
  return told
}
const hint = '6 digits. You can paste them.'
const news = (element: TrainingSignupElement) => partText(element, 'code-news')

describe('the step in which the code is typed', () => {
  it('comes after the sign-up, has the focus and says where the code was sent', async () => {
    const { element } = await showCode()
    expect(partText(element, 'form-heading')).to.equal(word('title'))
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    expect(partText(element, 'code-text')).to.equal(word('text').replace('{address}', 'ada.reyes@kcpd.example'))
    expect(textOf(element)).to.contain(word('link')).and.contain(word('junk'))
    expect(textOf(element)).not.to.contain('WAIT-1')
    expect(find(element, '[part=help]')).to.exist
  })

  it('has one box, for digits, which the browser may fill in from the mail', async () => {
    const { element } = await showCode()
    const box = codeBox(element)
    expect([box.inputMode, box.getAttribute('autocomplete'), box.type, box.maxLength, box.name]).to.deep.equal([
      'numeric',
      'one-time-code',
      'text',
      -1,
      'q-code',
    ])
    expect(box.labels?.[0]?.textContent).to.equal(word('label'))
    expect(described(box)).to.equal(hint)
    expect(element.renderRoot.querySelectorAll('form input')).to.have.length(1)
  })

  it('says how many digits the code has, and of a new one, too', async () => {
    const server = new CodeServer()
    server.again = () => json(202, { waitSeconds: 60, digits: 8 })
    const { element } = await showCode(server)
    await pressWay(element, 'again')
    expect(described(codeBox(element))).to.equal('8 digits. You can paste them.')
  })

  it('leads to the result with the right code', async () => {
    const { element, server } = await showCode()
    await tryCode(element)
    expect(partText(element, 'result-title')).to.equal(sentence('result.confirmed'))
    expect(focused(element)).to.equal(find(element, '[part=result-title]'))
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    const { url, method, key } = server.posts.at(-1)!
    expect(url.pathname).to.equal('/api/v1/trainings/first-responders/registrations/WAIT-1/verification')
    expect([method, key], 'a code may be sent twice without a key').to.deep.equal(['POST', ''])
    expect(server.said('verification')).to.deep.equal([{ secret: 'secret-1', code: rightCode }])
  })

  it('takes a code as it was pasted, and leaves of a sentence the code alone', async () => {
    const { element, server } = await showCode()
    typeCode(element, '123 456')
    expect(codeBox(element).value).to.equal('123 456')
    typeCode(element, 'Your code is 123-456. It works for 10 minutes.')
    expect(codeBox(element).value).to.equal(rightCode)
    await tryCode(element, '123 456')
    expect(server.said('verification')[0]?.code).to.equal(rightCode)
  })

  it('can be done with keys alone', async () => {
    const { element, server } = await showCode()
    await hit({ press: 'Tab' })
    expect(focused(element)).to.equal(codeBox(element))
    await hit({ type: rightCode }, { press: 'Enter' })
    await waitUntil(() => element.renderRoot.querySelector('[part=result]'), 'no result', { timeout: 60_000 })
    expect(server.said('verification')).to.have.length(1)
  })

  for (const [text, key] of [
    ['', 'missing'],
    ['12345', 'shape'],
  ] as const) {
    it(`says right away what is wrong with ${JSON.stringify(text)}`, async () => {
      const { element, server } = await showCode()
      await tryCode(element, text)
      expect(focused(element)).to.equal(codeBox(element))
      expect(described(codeBox(element))).to.equal(`${hint} ${word(key)}`)
      expect(codeBox(element).getAttribute('aria-invalid')).to.equal('true')
      expect(server.said('verification')).to.deep.equal([])
      typeCode(element, rightCode)
      await element.updateComplete
      expect(partText(element, 'error'), 'until the next try').to.equal(word(key))
      await tryCode(element)
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    })
  }

  for (const [name, key, code = name] of [
    ['wrong-code', 'wrong'],
    ['wrong-code', 'six-digits', 'six-digits'],
    ['wrong-code', 'eight-digits', 'eight-digits'],
    ['code-used-up', 'used-up'],
    ['codes-paused', 'paused'],
  ] as const) {
    it(`says of ${code} what to do, keeps what was typed and can be tried again`, async () => {
      const { element, server } = await showCode()
      const told = listenTo(element)
      const { check } = server
      server.check = () => problem(422, name, [{ pointer: '/code', code, message: 'What the server says' }])
      await tryCode(element, '654321')
      expect(partText(element, 'error')).to.equal(word(key))
      expect(codeBox(element).value).to.equal('654321')
      expect(told).to.deep.equal([`/problems/${name}`])
      server.check = check
      await tryCode(element)
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    })
  }

  it('says that it is checking, and sends once however often the button is pressed', async () => {
    const { element, server } = await showCode()
    const reply = Promise.withResolvers<Response>()
    const { check } = server
    server.check = () => reply.promise
    typeCode(element, rightCode)
    codeBox(element).focus()
    press(element)
    press(element)
    await element.updateComplete
    expect(partText(element, 'submit')).to.equal(word('sending'))
    const spoken = [...element.renderRoot.querySelectorAll('form [role=status]')].map((one) => one.textContent?.trim())
    expect(spoken).to.deep.equal([word('sending'), ''])
    expect(codeBox(element).closest('[inert]')).to.exist
    expect(focused(element)).to.equal(find(element, '[part~=submit]'))
    for (const button of element.renderRoot.querySelectorAll<HTMLElement>('form [part=quiet]')) button.click()
    await element.updateComplete
    expect(partText(element, 'form-heading')).to.equal(word('title'))
    reply.resolve(await check())
    await settle(element)
    expect(server.posts).to.have.length(2)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  for (const [what, reply] of [
    ['no connection', () => Promise.reject(new TypeError('Load failed'))],
    ['a server that cannot', () => json(503, {})],
    ['a page of a proxy', () => new Response('<html>', { status: 200 })],
    ['a refusal without a remedy', () => problem(403, 'origin-not-allowed')],
  ] as const) {
    it(`keeps what was typed where there is ${what}, and says so`, async () => {
      const { element, server } = await showCode()
      const { check } = server
      server.check = reply
      await tryCode(element)
      expect(partText(element, 'panel-text')).to.equal(word('failed'))
      expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
      expect(codeBox(element).value).to.equal(rightCode)
      server.check = check
      await tryCode(element)
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
      expect(element.renderRoot.querySelector('[part=panel]')).to.equal(null)
    })
  }

  it('tells the page of the registration once, with its status', async () => {
    const told: string[] = []
    const listen = ({ training, status }: RegisteredEvent) => told.push(`${training} ${status}`)
    document.body.addEventListener('training-signup-registered', listen)
    const { element, server } = await showCode(new CodeServer(), { 'success-url': 'https://partner.example.org/' })
    const onward = () => element.renderRoot.querySelector('[href="https://partner.example.org/"]')
    expect([told, onward()]).to.deep.equal([[], null])
    server.check = () => json(200, { reference: 'K7-PQ4M', status: 'waitlisted', people: [{ status: 'waitlisted' }] })
    await tryCode(element)
    document.body.removeEventListener('training-signup-registered', listen)
    expect(told).to.deep.equal(['first-responders waitlisted'])
    expect(onward()).to.exist
    expect(partText(element, 'result-title')).to.equal(sentence('result.waitlisted'))
  })
})

describe('another code', () => {
  it('is asked for, announced, and what was typed of the old one is gone', async () => {
    const { element, server } = await showCode()
    await tryCode(element, '654321')
    const button = find(element, 'form [part=quiet]')
    button.focus()
    await pressWay(element, 'again')
    const { url } = server.posts.at(-1)!
    expect(url.pathname).to.match(/\/WAIT-1\/verification\/code$/)
    expect(server.said('code')).to.deep.equal([{ secret: 'secret-1' }])
    expect(news(element)).to.equal(word('again.sent'))
    expect(find(element, '[part=code-news]').getAttribute('role')).to.equal('status')
    expect(focused(element)).to.equal(button)
    expect([codeBox(element).value, codeBox(element).ariaInvalid]).to.deep.equal(['', null])
    expect(element.renderRoot.querySelector('[part=error]')).to.equal(null)
    await tryCode(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  for (const [seconds, key] of [
    ['1', 'again.wait'],
    ['60', 'again.wait'],
    ['2400', 'again.often'],
    ['', 'failed'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'failed'],
  ] as const) {
    it(`has to be waited for where the server says ${JSON.stringify(seconds)}`, async () => {
      const { element, server } = await showCode()
      server.again = () =>
        new Response(JSON.stringify({ type: '/problems/too-many-codes', title: '', status: 429 }), {
          status: 429,
          headers: seconds ? { 'Retry-After': seconds } : {},
        })
      typeCode(element, '12')
      await pressWay(element, 'again')
      expect(news(element)).to.equal(word(key))
      expect(codeBox(element).value).to.equal('12')
    })
  }

  it('cannot be asked for without a connection, which is said', async () => {
    const { element, server } = await showCode()
    server.again = () => Promise.reject(new TypeError('Load failed'))
    await pressWay(element, 'again')
    expect(news(element)).to.equal(word('failed'))
  })

  it('is asked for once however often the button is pressed', async () => {
    const { element, server } = await showCode()
    const reply = Promise.withResolvers<Response>()
    server.again = () => reply.promise
    for (let presses = 0; presses < 3; presses++) find(element, 'form [part=quiet]').click()
    press(element)
    await aTimeout(20)
    reply.resolve(json(202, { waitSeconds: 60 }))
    await settle(element)
    expect(server.said('code')).to.have.length(1)
    expect(server.said('verification')).to.have.length(0)
  })
})
