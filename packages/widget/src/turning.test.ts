import { aTimeout, expect } from '@open-wc/testing'
import { answerOf, word } from './testing/fixtures.ts'
import {
  fillIn,
  find,
  focused,
  json,
  letTimePass,
  partText,
  press,
  problem,
  registered,
  settle,
  show,
  textOf,
} from './testing/show.ts'

const answered = (reference: string) => json(201, { reference, status: 'confirmed', people: [], lang: 'en' })

/**
 * The visitor has sent the sign-up of one training, and the page has turned to another before the
 * answer came.
 */
async function turnAway() {
  const shown = await show()
  const { element, server } = shown
  const first = Promise.withResolvers<Response>()
  server.register = () => first.promise
  await fillIn(element)
  press(element)
  await aTimeout(20)
  server.training = (lang) => json(200, answerOf(lang, { training: { slug: 'citizens', title: 'For citizens' } }))
  element.training = 'citizens'
  await settle(element)
  return { ...shown, first }
}

describe('a page that turns to another training while one is being sent', () => {
  for (const [how, reply] of [
    ['a result', () => answered('OF-THE-FIRST')],
    ['a failure', () => json(503, {})],
    ['a refusal', () => problem(409, 'training-full')],
    ['faults', () => problem(422, 'invalid-answers', [{ pointer: '/people/0/email', code: 'email', message: '' }])],
  ] as const) {
    it(`shows nothing of ${how} of the first, neither in the form nor while the second is sent`, async () => {
      const { element, server, first } = await turnAway()
      const second = Promise.withResolvers<Response>()
      server.register = () => second.promise
      letTimePass()
      press(element)
      await aTimeout(20)
      await fillIn(element)
      press(element)
      await aTimeout(20)
      const { length } = server.requests
      first.resolve(reply())
      await aTimeout(20)
      expect(partText(element, 'submit')).to.equal(word('form.sending'))
      expect(server.requests).to.have.length(length)
      second.resolve(answered('OF-THE-SECOND'))
      await settle(element)
      expect(partText(element, 'reference')).to.equal('OF-THE-SECOND')
      expect(textOf(element)).to.contain('For citizens')
    })
  }

  it('shows the form of the second, and leaves the focus where it is, when the first is answered', async () => {
    const { element, first } = await turnAway()
    first.resolve(answered('OF-THE-FIRST'))
    await aTimeout(20)
    await element.updateComplete
    expect(textOf(element)).not.to.contain('OF-THE-FIRST')
    expect(find(element, 'form')).to.exist
    expect(focused(element)).to.equal(null)
  })

  it('is not taken back to the first by its refusal, for which the training is asked for again', async () => {
    const { element, server } = await show()
    server.register = () => problem(409, 'training-full')
    const again = Promise.withResolvers<Response>()
    server.training = () => again.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    server.training = () => json(200, answerOf('en', { training: { slug: 'citizens', title: 'For citizens' } }))
    element.training = 'citizens'
    await aTimeout(0)
    again.resolve(json(200, answerOf()))
    await settle(element)
    expect(partText(element, 'title')).to.equal('For citizens')
    expect(element.renderRoot.querySelector('[part=panel]')).to.equal(null)
  })

  it('gives the result of one that was withdrawn in the meantime', async () => {
    const { element, server } = await show()
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    server.training = () => problem(410, 'training-withdrawn')
    element.partner = 'we-the-people'
    await aTimeout(20)
    reply.resolve(registered())
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })
})
