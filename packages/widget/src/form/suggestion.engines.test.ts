import { expect, waitUntil } from '@open-wc/testing'
import { answerOf } from '../testing/fixtures.ts'
import { fillShared, keyAt, paste, personAt, showSeveral, word } from '../testing/group.ts'
import {
  control,
  described,
  FakeServer,
  fillIn,
  find,
  focused,
  hit,
  json,
  press,
  registered,
  send,
  settle,
  show,
  textOf,
  type,
} from '../testing/show.ts'

const meant = word('field.email.suggest', { address: 'ada@gmail.com' })
const spoken = '[part=stage] > [role=status]'
/** However slowly a busy browser draws. */
const until = (isSo: () => boolean) => waitUntil(isSo, undefined, { timeout: 60_000 })

const isWrong = (box: Element) => box.getAttribute('aria-invalid') === 'true'

describe('a slip in an address', () => {
  it('is doubted on leaving the field, and mended by one press', async () => {
    const { element } = await show()
    const email = control(element, 'email')
    email.focus()
    await hit({ type: 'ada@gmial.com' })
    await element.updateComplete
    expect(textOf(element)).not.to.contain(meant)
    await hit({ press: 'Tab' })
    await until(() => find(element, spoken).textContent === meant)
    expect(described(email)).to.contain(meant)
    const mark = find(element, '[part=mark]')
    expect(mark.getBoundingClientRect().top).to.be.at.least(email.getBoundingClientRect().bottom)
    press(element, '[part=mark] button')
    await until(() => email.value === 'ada@gmail.com' && !textOf(element).includes(meant))
    expect(focused(element)).to.equal(email)
  })

  it('is told on leaving the field where nothing is after the @, without a summary, and goes once it is mended', async () => {
    const { element } = await show()
    const email = control(element, 'email')
    email.focus()
    await hit({ type: 'ada@' })
    await element.updateComplete
    expect(isWrong(email)).to.equal(false)
    await hit({ press: 'Tab' })
    const told = word('error.email-part')
    await until(() => find(element, spoken).textContent === told)
    expect([described(email).includes(told), isWrong(email)]).to.deep.equal([true, true])
    expect(element.renderRoot.querySelector('[part~=summary]')).to.equal(null)
    email.focus()
    email.value = ''
    await hit({ type: 'ada@kcpd.org' })
    await element.updateComplete
    expect(isWrong(email)).to.equal(false)
    await hit({ press: 'Tab' })
    await until(() => find(element, spoken).textContent?.trim() === '')
    expect(isWrong(email)).to.equal(false)
  })

  it('is no fault where the field was left empty', async () => {
    const { element } = await show()
    const email = control(element, 'email')
    email.focus()
    await hit({ type: 'a' })
    type(element, 'email', '')
    await hit({ press: 'Tab' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await element.updateComplete
    expect(isWrong(email)).to.equal(false)
  })

  it('stops the first press where the address was typed last, and the second one sends', async () => {
    const { element, server } = await show()
    await fillIn(element)
    const email = control(element, 'email')
    email.value = ''
    email.focus()
    await hit({ type: 'ada@gmial.com' }, { press: 'Enter' })
    await until(() => textOf(element).includes(meant))
    expect(server.posts).to.have.length(0)
    expect(described(email)).to.contain(word('error.doubt')).and.contain(meant)
    await until(() => focused(element) === find(element, '[part=summary]'))
    await send(element)
    expect(server.posts.map(({ body }) => JSON.parse(body).people[0].email)).to.deep.equal(['ada@gmial.com'])
  })

  it('stops no press once it was seen', async () => {
    const { element, server } = await show()
    await fillIn(element, { email: 'ada@gmial.com' })
    expect(textOf(element)).to.contain(meant)
    await send(element)
    expect(server.posts).to.have.length(1)
  })

  it('stops a press anew when the address was changed into another slip', async () => {
    const { element, server } = await show()
    await fillIn(element)
    type(element, 'email', 'ada@gmial.com')
    await send(element)
    type(element, 'email', 'ada@gmal.com')
    await element.updateComplete
    expect(described(control(element, 'email'))).not.to.contain(word('error.doubt'))
    await send(element)
    expect(server.posts).to.have.length(0)
    press(element, '[part=mark] button')
    await element.updateComplete
    await send(element)
    expect(server.posts.map(({ body }) => JSON.parse(body).people[0].email)).to.deep.equal(['ada@gmail.com'])
  })

  it('opens the people of a group whose addresses have one, and stops once for each who stays closed', async () => {
    const { element, server } = await showSeveral()
    await paste(element, ['Ada Reyes\tada@gmial.com\tFirefighter', 'Luis Ortega\tluis@kcpd.org\tFirefighter'])
    await fillShared(element)
    expect([0, 1].map((at) => personAt(element, at).open)).to.deep.equal([false, false])
    await send(element)
    expect(server.posts).to.have.length(0)
    expect([0, 1].map((at) => personAt(element, at).open)).to.deep.equal([true, false])
    expect(find(element, '[part=summary]').textContent).to.contain(word('error.doubt'))
    personAt(element, 0).open = false
    await send(element)
    expect(server.posts).to.have.length(1)
  })

  it('stops a press for the coordinator’s address, and for a correction', async () => {
    const group = await showSeveral()
    await paste(group.element, ['Luis Ortega\tluis@kcpd.org\tFirefighter'])
    await fillShared(group.element)
    type(group.element, '/coordinator/email', 'kim@gmial.com')
    await send(group.element)
    expect(group.server.posts).to.have.length(0)

    const server = new FakeServer()
    server.training = (lang) => {
      const { words, ...answer } = answerOf(lang)
      return json(200, {
        ...answer,
        words: { ...words, 'result.confirmed.sentTo': word('mailed.result.confirmed.sentTo') },
      })
    }
    server.register = async () => json(201, { ...(await registered().json()), correction: { secret: 's3cret' } })
    const { element } = await show(server)
    await fillIn(element)
    await send(element)
    press(element, '[part=result] [part=quiet]')
    await settle(element)
    type(element, 'email', 'ada@gmial.com')
    await send(element)
    expect(server.posts).to.have.length(1)
    await send(element)
    expect(server.posts).to.have.length(2)
  })

  it('is found in the addresses of a group, too', async () => {
    const { element } = await showSeveral()
    await paste(element, ['Ada Reyes\tada@gmial.com\tFirefighter'])
    personAt(element, 0).open = true
    const mend = () => personAt(element, 0).querySelector<HTMLElement>('[part=mark] button')
    await until(() => mend() !== null)
    mend()?.click()
    await element.updateComplete
    expect(control(element, keyAt(element, 0, 'email')).value).to.equal('ada@gmail.com')
  })
})
