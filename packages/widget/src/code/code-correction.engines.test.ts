import { expect } from '@open-wc/testing'
import { say } from '../../../server/src/words/index.ts'
import { CodeServer, pressWay, rightCode, showCode, tryCode, word } from '../testing/code.ts'
import { answerOf, labelOf, word as sentence } from '../testing/fixtures.ts'
import { linesOf, paste, personAt, toSeveral } from '../testing/group.ts'
import {
  control,
  described,
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

/** Sends the form, which a person needs time for. */
async function sendAgain(element: TrainingSignupElement) {
  letTimePass()
  await send(element)
}

/** From now on no one else finds a seat. */
const fillUp = (server: CodeServer) => {
  const full: Parameters<typeof answerOf>[1] = { training: { state: 'full' }, form: { requires: ['verification'] } }
  server.training = (lang, url) =>
    json(200, answerOf(lang, full, url.searchParams.get('for') === 'several' ? 'several' : 'one'))
}

describe('a sign-up that waits for its code', () => {
  it('can be corrected with every answer kept, and the next takes its place', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    expect(focused(element)).to.equal(control(element, 'email'))
    expect(partText(element, 'form-heading')).to.equal(sentence('fix.pending_verification'))
    expect(element.renderRoot.querySelector('[name=q-givenName]')).to.equal(null)
    type(element, 'email', 'ada@kcpd.example')
    await sendAgain(element)
    expect(partText(element, 'code-text')).to.contain('ada@kcpd.example')
    const [first, second] = server.said('registrations')
    expect(first?.replaces).to.equal(undefined)
    expect(second?.replaces).to.deep.equal({ reference: 'WAIT-1', secret: 'secret-1' })
    expect(second?.people).to.deep.equal([{ ...first?.people[0], email: 'ada@kcpd.example' }])
    expect(server.posts[1]?.key).not.to.equal(server.posts[0]?.key)
    await tryCode(element)
    expect(server.said('verification').at(-1)).to.deep.equal({ secret: 'secret-2', code: rightCode })
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  it('has nothing to do with the next person', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    await sendAgain(element)
    await tryCode(element)
    press(element, '[part=result] button')
    await settle(element)
    expect(element.renderRoot.querySelector('[part~=code]')).to.equal(null)
    for (const [key, text] of Object.entries({ givenName: 'Grace', email: 'grace@kcpd.example' }))
      type(element, key, text)
    control(element, 'role', 'police').click()
    for (const key of ['attestation', '/consents/privacy']) control(element, key).click()
    await sendAgain(element)
    expect(server.said('registrations').at(-1)).not.to.have.property('replaces')
    expect(partText(element, 'code-text')).to.contain('grace@kcpd.example')
    expect(find(element, '[part~=code]')).to.have.property('value', '')
  })

  it('is another request also where nothing was corrected', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    await sendAgain(element)
    expect(new Set(server.posts.map(({ key }) => key)).size).to.equal(2)
  })

  it('is replaced once although the answer was lost', async () => {
    const { element, server } = await showCode()
    const { signUp } = server
    await pressWay(element, 'change')
    server.signUp = () => Promise.reject(new TypeError('Load failed'))
    await sendAgain(element)
    server.signUp = signUp
    press(element, '[part=panel] button')
    await settle(element)
    const [, lost, again] = server.posts
    expect([again?.key, again?.body]).to.deep.equal([lost?.key, lost?.body])
    expect(partText(element, 'form-heading')).to.equal(word('title'))
  })

  for (const name of ['verification-over', 'not-found'])
    it(`starts over, with every answer kept, after ${name}`, async () => {
      const { element, server } = await showCode()
      server.check = () => problem(name === 'not-found' ? 404 : 409, name)
      await tryCode(element)
      expect(partText(element, 'panel-title')).to.equal(word('over'))
      expect(partText(element, 'panel-text')).to.equal(word('over.text'))
      expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
      await pressWay(element, 'over.again')
      expect(control(element, 'givenName').value).to.equal('Ada')
      await sendAgain(element)
      expect(server.posts.at(-1)?.key).not.to.equal(server.posts[0]?.key)
      expect(partText(element, 'form-heading')).to.equal(word('title'))
    })

  it('starts over also when that shows on asking for another code', async () => {
    const { element, server } = await showCode()
    server.again = () => problem(409, 'verification-over')
    await pressWay(element, 'again')
    expect(partText(element, 'panel-title')).to.equal(word('over'))
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
  })
})

for (const [what, act] of [
  ['typed', tryCode],
  ['asked for', (element: TrainingSignupElement) => pressWay(element, 'again')],
] as const)
  describe(`a training that is canceled before the code is ${what}`, () => {
    it('says so', async () => {
      const { element, server } = await showCode()
      server.check = server.again = () => problem(409, 'training-cancelled')
      const training = { state: 'cancelled' } as const
      server.training = (lang) => json(200, answerOf(lang, { training, form: { requires: ['verification'] } }))
      await act(element)
      await settle(element)
      expect(partText(element, 'panel-title')).to.equal(answerOf('en', { training }).training.notice.title)
      expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
    })
  })

describe('a correction where its own seat was the last', () => {
  it('is not stopped by a training that is full for everyone else', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    fillUp(server)
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(say('es', 'fix.pending_verification'))
    expect(textOf(element)).to.contain(labelOf('email', 'es'))
    server.signUp = () =>
      problem(422, 'invalid-answers', [{ pointer: '/people/0/email', code: 'bounced', message: 'It comes back' }])
    await sendAgain(element)
    expect(described(control(element, 'email'))).to.contain('It comes back')
    server.signUp = () => server.pending([{ status: 'pending_verification' }], 'ada@kcpd.example')
    await sendAgain(element)
    expect(server.said('registrations').at(-1)?.replaces).to.deep.equal({ reference: 'WAIT-1', secret: 'secret-1' })
    expect(partText(element, 'form-heading')).to.equal(word('title', 'es'))
  })

  it('keeps its seat when an added person is refused, and is still the one that the next corrects', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    // Where more is wrong than the address, everything is asked.
    server.signUp = () =>
      problem(422, 'invalid-answers', [{ pointer: '/people/0/role', code: 'not-an-option', message: 'Choose one' }])
    await sendAgain(element)
    await toSeveral(element)
    fillUp(server)
    await paste(element, linesOf(1))
    server.signUp = () => problem(409, 'training-full')
    await sendAgain(element)
    expect(server.said('registrations').at(-1)?.people).to.have.length(2)
    expect(partText(element, 'panel-title')).to.equal(say('en', 'people.state.full'))
    expect(partText(element, 'panel-text')).to.equal(say('en', 'people.state.full.text'))
    expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
    expect(personAt(element, 1)).to.exist
    press(element, '[part=panel] button')
    await settle(element)
    expect(personAt(element, 1), 'the form stays, however full it is for others').to.exist
    await toSeveral(element)
    server.signUp = () => server.pending([{ status: 'pending_verification' }], 'ada@kcpd.example')
    await sendAgain(element)
    expect(server.said('registrations').at(-1)).to.deep.include({
      replaces: { reference: 'WAIT-1', secret: 'secret-1' },
    })
    expect(server.said('registrations').at(-1)?.people).to.have.length(1)
    expect(partText(element, 'form-heading')).to.equal(word('title'))
  })

  it('shows its answers again where the seat is gone, and what is true of it', async () => {
    const { element, server } = await showCode()
    await pressWay(element, 'change')
    fillUp(server)
    server.signUp = () => problem(409, 'training-full')
    await sendAgain(element)
    expect(partText(element, 'panel-title')).to.equal(say('en', 'state.full'))
    expect(control(element, 'email').value).to.contain('ada')
  })

  for (const state of ['closed', 'cancelled'] as const)
    it(`cannot be made of a training that is ${state}`, async () => {
      const { element, server } = await showCode()
      await pressWay(element, 'change')
      const training = { state }
      server.training = (lang) => json(200, answerOf(lang, { training, form: { requires: ['verification'] } }))
      server.signUp = () => problem(409, state === 'closed' ? 'registration-closed' : `training-${state}`)
      await sendAgain(element)
      expect(partText(element, 'panel-title')).to.equal(answerOf('en', { training }).training.notice.title)
      expect(element.renderRoot.querySelector('form')).to.equal(null)
    })
})
