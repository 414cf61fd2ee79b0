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
  send,
  settle,
  textOf,
  type,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

type Reply = FakeServer['register']

/** A form with so many people, ready to be sent. Of the requests, these are answered otherwise. */
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
const most = word('people.most', { max: limits.people })
const pasted = (element: TrainingSignupElement) =>
  control(element, 'pasted')
    .value.split('\n')
    .flatMap((line) => line.trim() || [])

describe('more people than one form has room for', () => {
  it('are said to be too many: the first are on the list, and the rest stays in its box with its headings', async () => {
    const { element, server } = await showSeveral()
    const headings = 'First name\tLast name\tEmail\tRole'
    await paste(element, [headings, ...linesOf(63)])
    expect(focused(element)).to.equal(find(element, '[part=people-notice]'))
    expect(partText(element, 'people-notice')).to.contain('Added 50 people.').and.contain(most)
    expect(pasted(element)).to.deep.equal([headings, ...linesOf(63).slice(50)])
    expect(find(element, '[part=paste]').matches('[open]')).to.equal(true)
    expect(partText(element, 'people-list')).not.to.contain(word('people.add'))
    await fillShared(element)
    expect(partText(element, 'submit')).to.equal('Register 50 people')
    await send(element)
    expect(bodies(server).map(({ people }) => people.length)).to.deep.equal([50])
    expect([references(element), new Set(outcomes(element)).size]).to.deep.equal([['PART-1'], 50])
  })

  it('are registered next: the rest is still there, and is added before it is sent', async () => {
    const { element, server } = await showMany(63)
    await send(element)
    press(element, '[part=result] [part=actions]:last-child button')
    await settle(element)
    expect(pasted(element)).to.deep.equal(linesOf(63).slice(50))
    expect(find(element, '[part=paste]').matches('[open]')).to.equal(true)
    await fillShared(element)
    await send(element)
    expect([server.posts.length, summaries(element).length]).to.deep.equal([1, 13])
    await send(element)
    expect(bodies(server).map(({ people }) => people.length)).to.deep.equal([50, 13])
    expect(namesIn(bodies(server)[1]!)[0]).to.equal(nameAt(51))
  })

  it('find no button for one more, and none of them is lost in the box', async () => {
    const { element } = await showMany(50)
    expect(pasted(element)).to.deep.equal([])
    expect(partText(element, 'people-list')).to.contain(most).and.not.contain(word('people.add'))
    await paste(element, ['Grace\tHopper\tgrace@kcpd.example\tFirefighter'])
    expect(partText(element, 'people-notice')).to.contain(most).and.not.contain(word('people.paste.nothing'))
    expect([pasted(element).length, summaries(element).length]).to.deep.equal([1, 50])
    press(element, '[part=person]:last-of-type [part=quiet]')
    await settle(element)
    await paste(element, pasted(element))
    expect([pasted(element).length, summaries(element)[49]?.includes('Grace')]).to.deep.equal([0, true])
  })
})

describe('a failure of a group', () => {
  it('keeps everyone, and sends the same again under the same key when the network is back', async () => {
    const { element, server } = await showMany(50, { 1: lost })
    await send(element)
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
    expect(partText(element, 'panel')).to.contain(word('people.failed.unknown'))
    press(element, '[part~=language]')
    await settle(element)
    dispatchEvent(new Event('online'))
    await settle(element)
    const [first, second] = server.posts
    expect([second?.body, second?.key]).to.deep.equal([first?.body, first?.key])
    expect([server.posts.length, outcomes(element).length]).to.deep.equal([2, 50])
  })

  it('that the server finds in an answer is shown at the person', async () => {
    const { element } = await showMany(5, {
      1: () => problem(422, 'invalid-answers', fault('/people/3/email', 'email')),
    })
    await send(element)
    expect(partText(element, 'summary')).to.contain('Person 4: Enter a complete email address')
    expect(personAt(element, 3).open).to.equal(true)
    expect(control(element, keyAt(element, 3, 'email')).getAttribute('aria-invalid')).to.equal('true')
    type(element, keyAt(element, 3, 'email'), 'mended@kcpd.example')
    await send(element)
    expect(outcomes(element)).to.have.length(5)
  })

  it('whose answers are longer than one request says what to do, and keeps them', async () => {
    const { element } = await showMany(3, { 1: () => problem(413, 'too-large') })
    await send(element)
    expect(partText(element, 'panel')).to.contain(word('people.failed.refused'))
    expect(summaries(element)).to.have.length(3)
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
    const { element, page, server } = await showMany(20)
    press(element)
    page.append(document.createElement('hr'), element)
    await settle(element)
    expect([server.posts.length, outcomes(element).length]).to.deep.equal([1, 20])
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
    const { element } = await showMany(20, { 1: lost })
    await send(element)
    await paste(element, linesOf(20))
    const marked = [...element.renderRoot.querySelectorAll('[part=person].marked > summary')]
    expect([summaries(element).length, marked.length]).to.deep.equal([40, 20])
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
