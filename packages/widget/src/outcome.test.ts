import { expect } from '@open-wc/testing'
import { say } from '../../server/src/words/index.ts'
import { answerOf, formOf, labelOf, word } from './testing/fixtures.ts'
import {
  control,
  described,
  FakeServer,
  fillIn,
  find,
  focused,
  isMarked,
  json,
  partText,
  press,
  problem,
  registered,
  send,
  settle,
  show,
  textOf,
  type,
} from './testing/show.ts'

describe('the result', () => {
  for (const [status, icon] of [
    ['confirmed', 'check'],
    ['waitlisted', 'clock'],
    ['pending_approval', 'person'],
    ['pending_verification', 'mail'],
  ] as const) {
    it(`${status} is shown as it is`, async () => {
      const { element, server } = await show()
      server.register = () => registered(status)
      await fillIn(element)
      await send(element)
      expect(partText(element, 'result-title')).to.equal(word(`result.${status}`))
      expect(isMarked(element, icon)).to.equal(true)
      expect(focused(element)).to.equal(find(element, '[part=result-title]'))
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
      const text = textOf(element)
      expect(text).to.contain(word('result.before'))
      expect(text.includes(word('result.confirmed'))).to.equal(status === 'confirmed')
      expect(partText(element, 'result')?.includes('Free parking')).to.equal(status === 'confirmed')
    })
  }

  it('rises a little, once', async () => {
    const { element } = await show()
    await fillIn(element)
    await send(element)
    const { animationName, animationDuration, animationIterationCount } = getComputedStyle(
      find(element, '[part=result-title]'),
    )
    expect([animationName, animationDuration, animationIterationCount]).to.deep.equal(['rise', '0.25s', '1'])
  })

  it('offers to correct the address where the server lets it, and the next sign-up replaces this one', async () => {
    const server = new FakeServer()
    const { words, ...answer } = answerOf()
    const sentTo = say('en', 'mailed.result.confirmed.sentTo')
    server.training = () => json(200, { ...answer, words: { ...words, 'result.confirmed.sentTo': sentTo } })
    const { element } = await show(server)
    server.register = async () => json(201, { ...(await registered().json()), correction: { secret: 's3cret' } })
    await fillIn(element, { email: 'ada@kcpd.exmaple' })
    await send(element)
    expect(partText(element, 'result-text')).to.contain(sentTo.replace('{address}', 'ada@kcpd.exmaple'))
    expect(find(element, '[part=result-text] b').textContent).to.equal('ada@kcpd.exmaple')
    expect(textOf(element)).not.to.contain(word('result.confirmed.text'))
    const fix = [...element.renderRoot.querySelectorAll('button')].find(
      ({ textContent }) => textContent?.trim() === word('result.fix'),
    )
    server.register = () => registered()
    fix?.click()
    await settle(element)
    expect(focused(element)).to.equal(control(element, 'email'))
    expect(partText(element, 'form-heading')).to.equal('Fix your email address: your seat is safe')
    expect(partText(element, 'submit')).to.equal('Send it here')
    const asked = [...element.renderRoot.querySelectorAll<HTMLInputElement>('form [name]')]
    expect(asked.filter((one) => !one.closest('[inert]')).map(({ name }) => name)).to.deep.equal(['q-email'])
    type(element, 'email', 'ada@kcpd')
    await send(element)
    expect([server.posts.length, partText(element, 'submit')]).to.deep.equal([1, 'Send it here'])
    expect(described(control(element, 'email'))).to.contain(word('error.email-typo'))
    type(element, 'email', 'ada@kcpd.example')
    await send(element)
    const [first, second] = server.posts.map(({ body }) => JSON.parse(body))
    expect(first.replaces).to.equal(undefined)
    expect(second.replaces).to.deep.equal({ reference: 'K7-PQ4M', secret: 's3cret' })
    expect(second.people).to.deep.equal([{ ...first.people[0], email: 'ada@kcpd.example' }])
    expect(textOf(element)).not.to.contain(word('result.fix'))
  })

  it('asks for everything again where more than the address is wrong', async () => {
    const { element, server } = await show()
    server.register = async () =>
      json(201, { ...(await registered('waitlisted').json()), correction: { secret: 's3cret' } })
    const answer = server.training
    server.training = async (lang, url) => {
      const { words, training, ...rest } = await (await answer(lang, url)).json()
      const sentTo = say('en', 'mailed.result.waitlisted.sentTo')
      const notice = { title: 'Waiting list open', text: 'All seats are taken.' }
      return json(200, {
        ...rest,
        training: { ...training, notice },
        words: { ...words, 'result.waitlisted.sentTo': sentTo },
      })
    }
    element.training = 'citizens'
    await settle(element)
    expect(partText(element, 'toolbar')).to.contain('All seats are taken.')
    await fillIn(element)
    await send(element)
    press(element, '[part=result-text] button')
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(word('fix.waitlisted'))
    expect(textOf(element), 'what could alarm someone whose place is safe').not.to.contain('All seats are taken.')
    expect(element.renderRoot.querySelector('[name=q-givenName]')).to.equal(null)
    server.register = () =>
      problem(422, 'invalid-answers', [{ pointer: '/people/0/givenName', code: 'too-long', message: 'Shorter' }])
    await send(element)
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    expect(control(element, 'givenName').getAttribute('aria-invalid')).to.equal('true')
    type(element, 'givenName', 'Grace')
    await settle(element)
    expect(control(element, 'givenName').getAttribute('aria-invalid')).to.equal(null)
  })

  it('says who to ask in the help below, and nowhere else', async () => {
    const { element } = await show()
    await fillIn(element)
    await send(element)
    expect(textOf(element)).not.to.contain(word('result.question'))
    expect(partText(element, 'help')).to.contain('Contact the organizer')
  })

  it('of a status that the script does not know speaks through the server', async () => {
    const { element, server } = await show()
    server.register = () => registered('drawn_by_lot')
    await fillIn(element)
    await send(element)
    expect(partText(element, 'result-title')).to.equal('What the server calls it')
    expect(partText(element, 'result-text')).to.equal('What the server says of it')
  })

  it('lets the next person begin, who is a new request even under the same name', async () => {
    const { element, server } = await show()
    await fillIn(element)
    await send(element)
    press(element, '[part=result] button')
    await settle(element)
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    for (const key of ['givenName', 'familyName', 'email']) expect(control(element, key).value).to.equal('')
    expect([control(element, 'attestation').checked, control(element, 'role', 'police').checked]).to.deep.equal([
      false,
      false,
    ])
    expect(control(element, 'agency').value).to.equal('KCPD')
    await fillIn(element, { givenName: 'Grace', email: 'grace@kcpd.example' })
    await send(element)
    const [first, second] = server.posts
    expect(second?.key).not.to.equal(first?.key)
    expect(JSON.parse(second?.body ?? '').people[0].givenName).to.equal('Grace')
  })
})

/**
 * A closed or canceled training says so itself; the other refusals need not show in the training.
 */
const states = { 'registration-closed': 'closed', 'training-cancelled': 'cancelled' } as const
const titleAfter = (name: string) =>
  name in states
    ? say('en', `state.${states[name as keyof typeof states]}`, { date: 'December 1, 2026' })
    : word(`state.${name.replace('training-', '')}`)

describe('a refusal', () => {
  for (const [status, name] of [
    [409, 'registration-closed'],
    [409, 'training-full'],
    [409, 'training-cancelled'],
    [410, 'training-withdrawn'],
    [403, 'not-eligible'],
  ] as const) {
    it(`${name} is a panel with the next step, and the answers stay`, async () => {
      const { element, server } = await show()
      server.register = () => {
        if (name in states)
          server.training = () =>
            json(200, answerOf('en', { training: { state: states[name as keyof typeof states] } }))
        return problem(status, name)
      }
      await fillIn(element)
      await send(element)
      expect(partText(element, 'panel-title')).to.equal(titleAfter(name))
      expect(focused(element)).to.equal(find(element, '[part=panel-title]'))
      expect(server.requests.at(-1)?.method).to.equal('GET')
      const again = element.renderRoot.querySelector<HTMLElement>('[part=panel] button')
      server.training = (lang) => json(200, answerOf(lang))
      again?.click()
      await settle(element)
      const form = element.renderRoot.querySelector('form')
      if (form) expect(control(element, 'givenName').value).to.equal('Ada')
      expect(form !== null).to.equal(name === 'not-eligible' || again !== null)
    })
  }

  it('is explained in the words of the training where that has changed in the meantime', async () => {
    const { element, server } = await show()
    server.register = () => problem(409, 'registration-not-open')
    server.training = () =>
      json(200, answerOf('en', { training: { state: 'upcoming', opensAt: '2099-01-01T00:00:00Z' } }))
    await fillIn(element)
    await send(element)
    expect(partText(element, 'panel-title')).to.contain('Registration opens')
  })

  it('after it a new try is a new request', async () => {
    const { element, server } = await show()
    server.register = () => problem(403, 'not-eligible')
    await fillIn(element)
    await send(element)
    await send(element)
    expect(new Set(server.posts.map(({ key }) => key)).size).to.equal(2)
  })

  it('of answers stands at the fields, also for codes that the script does not know', async () => {
    const { element, server } = await show()
    server.register = () =>
      problem(422, 'invalid-answers', [
        { pointer: '/people/0/email', code: 'bounced', message: 'Mail to this address comes back' },
        { pointer: '/consents/privacy', code: 'consent', message: '' },
        { pointer: '/people/0/agency', code: 'characters', message: '' },
      ])
    await fillIn(element)
    await send(element)
    expect(described(control(element, 'email'))).to.contain('Mail to this address comes back')
    expect(control(element, '/consents/privacy').getAttribute('aria-invalid')).to.equal('true')
    expect(described(control(element, 'agency'))).to.contain(
      word('error.characters', 'en', { label: labelOf('agency') }),
    )
    expect(focused(element)).to.equal(find(element, '[part=summary]'))
    expect(control(element, 'givenName').value).to.equal('Ada')
  })

  it('because the form has changed shows the new one and says so', async () => {
    const { element, server } = await show()
    server.register = () =>
      problem(422, 'invalid-answers', [
        { pointer: '/people/0/needs', code: 'unknown-field', message: say('en', 'error.unknown-field') },
      ])
    server.training = () =>
      json(200, answerOf('en', { form: { fields: formOf().fields.filter(({ id }) => id !== 'needs') } }))
    await fillIn(element, { needs: 'a seat' })
    await send(element)
    expect(partText(element, 'summary')).to.contain(word('changed')).and.not.contain(say('en', 'error.unknown-field'))
    server.register = () => registered()
    await send(element)
    expect(server.posts.at(-1)?.body).not.to.contain('a seat')
  })

  it('for the hidden box names the remedy, empties the box and shows it', async () => {
    const { element, server } = await show()
    const trap = () => control(element, '/trap')
    const isReachable = () => (trap().focus(), focused(element) === trap())
    expect([isReachable(), trap().autocomplete]).to.deep.equal([false, 'off'])
    await fillIn(element)
    type(element, '/trap', 'https://spam.example')
    server.register = () => problem(422, 'invalid-answers', [{ pointer: '/trap', code: 'trap', message: '' }])
    await send(element)
    expect(JSON.parse(server.posts[0]?.body ?? '').trap).to.equal('https://spam.example')
    expect(partText(element, 'summary')).to.contain(word('error.trap')).and.contain(word('form.page'))
    expect([trap().value, isReachable()]).to.deep.equal(['', true])
    server.register = () => registered()
    await send(element)
    expect(server.posts[1]?.body).not.to.contain('trap')
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  it('of the key is shown like any other, and the next try has another key', async () => {
    const { element, server } = await show()
    server.register = () => (server.posts.length === 1 ? problem(422, 'key-reused') : registered())
    await fillIn(element)
    await send(element)
    expect(partText(element, 'panel-text')).to.equal(word('failed.refused'))
    expect(server.posts).to.have.length(1)
    press(element, '[part=panel] button')
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    const [first, second] = server.posts
    expect(JSON.parse(second?.body ?? '').people).to.deep.equal(JSON.parse(first?.body ?? '').people)
    expect(second?.key).not.to.equal(first?.key)
  })

  it('that the script does not know offers the registration page', async () => {
    const { element, server } = await show()
    server.register = () => problem(403, 'origin-not-allowed')
    await fillIn(element)
    await send(element)
    expect(partText(element, 'panel-title')).to.equal(word('failed.heading'))
    expect((find(element, '[part=panel] a') as HTMLAnchorElement).href).to.equal(
      'https://signup.example.org/t/first-responders',
    )
  })
})
