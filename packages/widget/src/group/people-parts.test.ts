import { expect } from '@open-wc/testing'
import { limits } from '@training-signup/contract/limits'
import { answerOf } from '../testing/fixtures.ts'
import {
  addPerson,
  bodies,
  fillShared,
  keyAt,
  linesOf,
  nameAt,
  namesIn,
  outcomes,
  paste,
  personAt,
  references,
  registeredAll,
  showSeveral,
  summaries,
  toSeveral,
  typePerson,
  word,
} from '../testing/group.ts'
import {
  control,
  FakeServer,
  find,
  focused,
  json,
  letTimePass,
  partText,
  press,
  problem,
  registered,
  send,
  settle,
  textOf,
  type,
} from '../testing/show.ts'

type Reply = FakeServer['register']

/** A form with so many people, ready to be sent. Of the parts, these are answered otherwise. */
async function showMany(count: number, replies: Record<number, Reply> = {}) {
  const server = new FakeServer()
  const shown = await showSeveral(server)
  const otherwise = registeredAll(server)
  server.register = () => (replies[server.posts.length] ?? otherwise)()
  await paste(shown.element, linesOf(count))
  await fillShared(shown.element)
  return shown
}

const lost: Reply = () => Promise.reject(new TypeError('The connection broke'))
const fault = (pointer: string, code: string) => [{ pointer, code, message: 'as the server says it' }]

describe('more people than one request may hold', () => {
  it('are sent in parts, one after the other', async () => {
    const { element, server } = await showMany(120)
    expect(partText(element, 'submit')).to.equal('Register 120 people')
    expect(partText(element, 'shared')).to.contain(word('people.parts', { max: limits.people }))
    await send(element)
    expect(bodies(server).map(({ people }) => people.length)).to.deep.equal([50, 50, 20])
    expect(new Set(server.posts.map(({ key }) => key)).size).to.equal(3)
    expect(references(element)).to.deep.equal(['PART-1', 'PART-2', 'PART-3'])
    expect(new Set(outcomes(element)).size).to.equal(120)
    expect(outcomes(element)[119]).to.equal(`${nameAt(120)} Reyes: Has a seat`)
  })

  it('are sent in more parts where they have more to say than fits into one', async () => {
    const { element, server } = await showMany(20)
    for (let index = 0; index < 20; index++) {
      personAt(element, index).open = true
      await settle(element)
      type(element, keyAt(element, index, 'needs'), '♿'.repeat(1200))
    }
    await settle(element)
    await send(element)
    const sizes = server.posts.map(({ body }) => new TextEncoder().encode(body).length)
    expect(Math.max(...sizes)).to.be.lessThan(limits.bodyBytes)
    expect([sizes.length, bodies(server).flatMap(({ people }) => people).length]).to.deep.equal([2, 20])
  })

  it('are announced to screen readers while they are sent', async () => {
    let release = () => {}
    const held: Reply = () => new Promise((resolve) => (release = () => resolve(registered())))
    const { element, server } = await showMany(60, { 2: held })
    press(element)
    while (server.posts.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    await element.updateComplete
    const heard = [...element.renderRoot.querySelectorAll('[role=status]')].filter((one) => !one.closest('[inert]'))
    expect(heard.map(({ textContent }) => textContent)).to.include(word('people.sent', { done: 50, count: 60 }))
    release()
    await settle(element)
    expect(outcomes(element)).to.have.length(60)
  })
})

describe('a failure in the middle', () => {
  it('shows who is registered, and sends only the others again, in the same bytes under the same key', async () => {
    const { element, server } = await showMany(60, { 2: lost })
    await send(element)
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
    expect(partText(element, 'panel')).to.contain(word('people.failed.unknown'))
    expect(partText(element, 'sent')).to.contain(word('people.sent', { done: 50, count: 60 }))
    expect([references(element), outcomes(element).length]).to.deep.equal([['PART-1'], 50])
    expect(summaries(element)[0]).to.contain(`Person 51: ${nameAt(51)} Reyes`)
    press(element, '[part~=language]')
    await settle(element)
    press(element, '[part=panel] button')
    await settle(element)
    const [, second, third] = server.posts
    expect(server.posts.length).to.equal(3)
    expect([third?.body, third?.key]).to.deep.equal([second?.body, second?.key])
    expect([references(element).length, outcomes(element).length]).to.deep.equal([2, 60])
  })

  it('goes on by itself when the network is back', async () => {
    const { element, server } = await showMany(120, { 2: lost })
    await send(element)
    dispatchEvent(new Event('online'))
    await settle(element)
    expect(bodies(server).map(({ people }) => people.length)).to.deep.equal([50, 50, 50, 20])
    expect(outcomes(element)).to.have.length(120)
  })

  it('that the server finds in an answer is shown at the person, by the number that they have had', async () => {
    const { element } = await showMany(60, {
      2: () => problem(422, 'invalid-answers', fault('/people/3/email', 'email')),
    })
    await send(element)
    expect(partText(element, 'summary')).to.contain('Person 54: Enter a complete email address')
    expect(personAt(element, 3).open).to.equal(true)
    expect(control(element, keyAt(element, 3, 'email')).getAttribute('aria-invalid')).to.equal('true')
    type(element, keyAt(element, 3, 'email'), 'mended@kcpd.example')
    await send(element)
    expect(outcomes(element)).to.have.length(60)
  })

  it('is no loss where seats run out or registration closes in the meantime', async () => {
    const server = new FakeServer()
    const { element } = await showSeveral(server)
    await paste(element, linesOf(60))
    await fillShared(element)
    const answer = registeredAll(server)
    server.register = () => (server.posts.length === 1 ? answer() : problem(409, 'registration-closed'))
    server.training = (lang) =>
      json(200, answerOf(lang, { training: { state: server.posts.length > 1 ? 'closed' : 'open' } }, 'several'))
    await send(element)
    expect(partText(element, 'panel-title')).to.equal('Registration closed on December 1, 2026')
    expect([references(element), outcomes(element).length]).to.deep.equal([['PART-1'], 50])
  })
})

describe('a group without enough seats', () => {
  it('sees that, keeps its list, and may send fewer', async () => {
    const { element, server } = await showMany(3, { 1: () => problem(409, 'training-full') })
    await send(element)
    expect(partText(element, 'panel-title')).to.equal(word('people.state.full'))
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
    expect(summaries(element)).to.have.length(3)
    press(element, `[part=person]:last-of-type [part=quiet]`)
    await send(element)
    expect(namesIn(bodies(server)[1]!)).to.have.length(2)
    expect(outcomes(element)).to.have.length(2)
  })

  it('finds its list again where a training is full and then is not', async () => {
    const { element, server } = await showMany(3, { 1: () => problem(409, 'training-full') })
    const answer = server.training
    server.training = (lang) => json(200, answerOf(lang, { training: { state: 'full' } }, 'several'))
    await send(element)
    expect(element.renderRoot.querySelector('form')).to.equal(null)
    server.training = answer
    press(element, '[part=panel] button')
    await settle(element)
    expect(summaries(element)).to.have.length(3)
  })
})

describe('nothing that happens to a group', () => {
  it('registers anyone twice: a double click', async () => {
    const { element, server } = await showMany(3)
    press(element)
    press(element)
    await settle(element)
    expect(server.posts.length).to.equal(1)
  })

  it('loses anyone: an element that is moved while it sends', async () => {
    const { element, page, server } = await showMany(60)
    press(element)
    page.append(document.createElement('hr'), element)
    await settle(element)
    expect([server.posts.length, outcomes(element).length]).to.deep.equal([2, 60])
  })

  it('registers anyone twice: an answer that is lost, and a way back to the form for one', async () => {
    const { element, server } = await showMany(2, { 1: lost })
    await send(element)
    await toSeveral(element)
    expect(textOf(element)).not.to.contain(word('people.failed.unknown'))
    await toSeveral(element)
    letTimePass()
    await send(element)
    const [first, second] = server.posts
    expect([second?.body, second?.key]).to.deep.equal([first?.body, first?.key])
    expect(outcomes(element)).to.have.length(2)
  })

  it('registers anyone twice without a word: a whole list that is pasted again', async () => {
    const { element } = await showMany(60, { 2: lost })
    await send(element)
    await paste(element, linesOf(60))
    const marked = [...element.renderRoot.querySelectorAll('[part=person].marked > summary')]
    expect([summaries(element).length, marked.length]).to.deep.equal([70, 60])
    expect(partText(element, 'mark')).to.contain(word('people.mark.twice', { text: `${nameAt(1)} Reyes` }))
  })

  it('is another registration but a correction: one who is added after a lost answer', async () => {
    const { element, server } = await showMany(2, { 1: lost })
    await send(element)
    await addPerson(element)
    await typePerson(element, 2, { givenName: 'Grace' })
    await send(element)
    expect(server.posts[1]?.key).to.equal(server.posts[0]?.key)
    expect(namesIn(bodies(server)[1]!)).to.deep.equal([nameAt(1), nameAt(2), 'Grace'])
  })
})
