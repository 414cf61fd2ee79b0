import { aTimeout, expect } from '@open-wc/testing'
import { answerOf, everyKind, formOf } from '../testing/fixtures.ts'
import {
  addPerson,
  fillShared,
  keyAt,
  linesOf,
  outcomes,
  paste,
  personAt,
  registeredAll,
  showSeveral,
  typePerson,
  word,
} from '../testing/group.ts'
import {
  control,
  described,
  FakeServer,
  find,
  focused,
  json,
  partText,
  press,
  problem,
  send,
  type,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const message = 'as the server says it'
const links = (element: TrainingSignupElement) =>
  [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('[part=summary] a')].map((link) => ({
    text: link.textContent,
    follow: () => link.click(),
  }))

/** Sends three people with these faults; the next time the server finds none. */
async function showFaults(...faults: [pointer: string, code: string][]) {
  const server = new FakeServer()
  const shown = await showSeveral(server)
  await paste(shown.element, linesOf(3))
  await fillShared(shown.element)
  const otherwise = registeredAll(server)
  const errors = faults.map(([pointer, code]) => ({ pointer, code, message }))
  server.register = () => (server.posts.length === 1 ? problem(422, 'invalid-answers', errors) : otherwise())
  await send(shown.element)
  return shown
}

describe('faults in what is said about several people', () => {
  it('stand at the person and the question, and in the summary under the person', async () => {
    const { element } = await showFaults(
      ['/people/1/email', 'bounced'],
      ['/people/2/givenName', 'person-twice'],
      ['/coordinator/email', 'email'],
    )
    expect(focused(element)).to.equal(find(element, '[part=summary]'))
    expect(links(element).map(({ text }) => text)).to.deep.equal([
      `Person 2: ${message}`,
      `Person 3: ${word('error.person-twice')}`,
      word('error.email'),
    ])
    expect([0, 1, 2].map((index) => personAt(element, index).open)).to.deep.equal([false, true, true])
    expect(described(control(element, keyAt(element, 1, 'email')))).to.contain(message)
    expect(described(control(element, keyAt(element, 2, 'givenName')))).to.contain(word('error.person-twice'))
    expect(described(control(element, '/coordinator/email'))).to.contain(word('error.email'))
    type(element, '/coordinator/email', 'pat@kcfd.example')
    await send(element)
    expect(outcomes(element)).to.have.length(3)
  })

  it('are at the right person although an empty row stands before and one was removed', async () => {
    const server = new FakeServer()
    const { element } = await showSeveral(server)
    for (const [index, givenName] of [undefined, 'Ada', 'Grace', 'Lise'].entries()) {
      if (index > 0) await addPerson(element)
      if (givenName) await typePerson(element, index, { givenName })
    }
    press(element, `#${personAt(element, 1).querySelector('summary')?.id} ~ [part=actions] button`)
    await aTimeout(20)
    await fillShared(element)
    server.register = () => problem(422, 'invalid-answers', [{ pointer: '/people/1/email', code: 'email', message }])
    await send(element)
    expect(links(element)[0]?.text).to.contain('Person 3')
    expect(control(element, keyAt(element, 2, 'givenName')).value).to.equal('Lise')
    expect(control(element, keyAt(element, 2, 'email')).getAttribute('aria-invalid')).to.equal('true')
  })

  it('with what is asked once are said once', async () => {
    const { element } = await showFaults(
      ...[0, 1, 2].map((index): [string, string] => [`/people/${index}/agency`, 'characters']),
      ['/coordinator/agency', 'too_big'],
    )
    expect(links(element).map(({ text }) => text)).to.deep.equal([
      'Agency or organization: some characters can’t be saved. Type your answer instead of pasting it',
    ])
    expect(control(element, 'agency').getAttribute('aria-invalid')).to.equal('true')
  })

  it('open what is closed, every time, and so do the links to them', async () => {
    const { element } = await showFaults(['/people/0/needs', 'too-long'])
    const needs = () => control(element, keyAt(element, 0, 'needs'))
    const more = () => needs().closest('details')!
    await aTimeout(20)
    expect([personAt(element, 0).open, more().open]).to.deep.equal([true, true])
    more().open = personAt(element, 0).open = false
    await aTimeout(20)
    links(element)[0]?.follow()
    expect(focused(element)).to.equal(needs())
    expect([personAt(element, 0).open, more().open]).to.deep.equal([true, true])
    more().open = personAt(element, 0).open = false
    await aTimeout(20)
    type(element, keyAt(element, 0, 'needs'), 'x'.repeat(2001))
    const input = control(element, 'agency')
    input.focus()
    await send(element)
    await aTimeout(20)
    expect([personAt(element, 0).open, more().open]).to.deep.equal([true, true])
  })

  it('stay shown while the visitor opens and closes other people', async () => {
    const { element } = await showFaults(['/people/1/email', 'email'])
    personAt(element, 0).open = true
    personAt(element, 1).open = false
    await aTimeout(20)
    expect([personAt(element, 0).open, personAt(element, 1).open]).to.deep.equal([true, false])
    expect(personAt(element, 1).querySelector('[part=look]')).not.to.equal(null)
  })

  it('are not listed by the hundred', async () => {
    const { element } = await showSeveral()
    await paste(
      element,
      linesOf(50).map((line) => line.replace('Firefighter', 'Patrol')),
    )
    await fillShared(element)
    await send(element)
    const summary = partText(element, 'summary')
    expect(links(element)).to.have.length(20)
    expect(summary).to.contain('Person 20: Select a role').and.not.contain('Person 21')
    expect(summary).to.contain('And 30 more below')
    expect(personAt(element, 49).querySelector('[part=look]')).not.to.equal(null)
  })

  it('of half a date are found also in a person that is closed again', async () => {
    const server = new FakeServer()
    server.training = (lang) =>
      json(200, answerOf(lang, { form: { fields: [...formOf().fields, ...everyKind] } }, 'several'))
    const { element } = await showSeveral(server)
    personAt(element, 0).open = false
    await aTimeout(20)
    expect(control(element, keyAt(element, 0, 'born'))).to.be.instanceOf(HTMLInputElement)
  })
})
