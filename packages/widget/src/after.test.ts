import { expect } from '@open-wc/testing'
import { answerOf, word } from './testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  partText,
  press,
  registered,
  send,
  settle,
  show,
  textOf,
} from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

/** A visitor who has sent the form, and been answered so. */
async function signedUp(reply: () => Response, attributes: Parameters<typeof show>[1] = {}, server = new FakeServer()) {
  server.register = reply
  const shown = await show(server, attributes)
  await fillIn(shown.element)
  await send(shown.element)
  return shown
}

const without = ['waitlisted', 'pending_approval', 'pending_verification', 'drawn_by_lot']
const { details, links } = answerOf().training
const wayTo = ({ renderRoot }: TrainingSignupElement, href = '') =>
  renderRoot.querySelector<HTMLAnchorElement>(`[part=result] a[href="${href}"]`)
const withTwo = (status: string, ...people: string[]) =>
  json(201, {
    reference: 'K7-PQ4M',
    status,
    people: people.map((one) => ({ status: one })),
    next: { title: 'Not all of you', text: 'Look below' },
    lang: 'en',
  })

describe('after the sign-up', () => {
  it('shows people with a seat how to arrive and what to bring, and leaves when and where to the details', async () => {
    const { element } = await signedUp(() => registered('confirmed'))
    const facts = [...find(element, '[part=result]').querySelectorAll('[part=fact]')]
    const recap = details.slice(2).filter((section) => section.recap)
    expect(recap).to.have.length(1)
    expect(facts.map(({ textContent }) => textContent?.replace(/\s/g, ''))).to.deep.equal(
      recap.map(({ heading, lines }) => [heading, ...lines.map(({ text }) => text)].join('').replace(/\s/g, '')),
    )
    const result = find(element, '[part=result]')
    expect(result.querySelector('[part=people]')).to.equal(null)
    expect(result.textContent).to.contain('Doors open at 7:30 AM').and.not.contain('KCPD Regional Training Academy')
    expect(partText(element, 'facts')).to.contain('KCPD Regional Training Academy')
  })

  it('leads people with a seat to the place', async () => {
    const { element } = await signedUp(() => registered('confirmed'))
    const way = wayTo(element, answerOf().training.venue?.mapUrl)
    expect([way?.textContent, way?.target]).to.deep.equal([word('result.directions'), '_blank'])
  })

  for (const [status, look] of Object.entries({
    confirmed: 'moment ok',
    waitlisted: 'moment wait',
    pending_approval: 'moment wait asked',
    pending_verification: 'moment step',
  }))
    it(`gives ${status} a color of its own, and a word that says the same`, async () => {
      const { element } = await signedUp(() => registered(status))
      const result = find(element, '[part=result]')
      expect(result.className).to.equal(look)
      expect(result.querySelector('.word')?.textContent).to.equal(word(`result.${status}.word`))
      expect(result.querySelector('.disc svg')?.ariaHidden).to.equal('true')
    })

  it('never looks confirmed where the script does not know the status', async () => {
    const { element } = await signedUp(() => registered('drawn_by_lot'))
    expect(find(element, '[part=result]').classList.contains('ok')).to.equal(false)
  })

  it('greets by name those who have a seat, and says where the email goes if the server sends any', async () => {
    const server = new FakeServer()
    const words = {
      'result.confirmed.named': 'You’re in, {name}. See you Monday.',
      'result.confirmed.sentTo': 'To {address}.',
    }
    server.training = (lang) => json(200, { ...answerOf(lang), words: { ...answerOf(lang).words, ...words } })
    const { element } = await signedUp(() => registered('confirmed'), {}, server)
    expect(partText(element, 'result-title')).to.equal('You’re in, Ada. See you Monday.')
    expect(partText(element, 'result')).to.contain('To ada.reyes@kcpd.example.')
    const waiting = await signedUp(() => registered('waitlisted'), {}, server)
    expect(partText(waiting.element, 'result-title')).to.equal(word('result.waitlisted'))
    const silent = await signedUp(() => registered('confirmed'))
    expect(partText(silent.element, 'result')).not.to.contain('ada.reyes')
  })

  it('is heard once: by the focus, not by the status too', async () => {
    const { element } = await signedUp(() => registered('confirmed'))
    expect(focused(element)).to.equal(find(element, '[part=result-title]'))
    expect(find(element, '[role=status]').textContent?.trim()).to.equal('')
  })

  it('lets people with a seat add it to a calendar and tell a colleague, in one press each', async () => {
    const { element } = await signedUp(() => registered('confirmed'))
    const ways = [wayTo(element, links.addToCalendar), wayTo(element, links.share)]
    expect(ways.map((one) => one?.textContent)).to.deep.equal([word('result.calendar'), word('result.share')])
    expect(ways.every((one) => one?.target === '_blank' && one.rel === 'noopener noreferrer')).to.equal(true)
  })

  it('offers no way that does not exist', async () => {
    const { page, calendar } = links
    const server = new FakeServer()
    server.training = (lang) => json(200, answerOf(lang, { training: { links: { page, calendar } } }))
    const { element } = await signedUp(() => registered('confirmed'), {}, server)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    for (const key of ['result.calendar', 'result.share'] as const) expect(textOf(element)).not.to.contain(word(key))
  })

  for (const status of without) {
    it(`shows people who are ${status} a reference, but nothing that looks like a seat`, async () => {
      const { element } = await signedUp(() => registered(status))
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
      const result = find(element, '[part=result]')
      expect(result.querySelector('[part=fact], a')).to.equal(null)
      for (const { text } of details.flatMap(({ lines }) => lines)) expect(result.textContent).not.to.contain(text)
      expect(result.textContent).not.to.contain(word('result.confirmed'))
    })
  }

  it('of several those with a seat decide whether there is a calendar, not the least certain of them', async () => {
    const some = await signedUp(() => withTwo('waitlisted', 'confirmed', 'waitlisted'))
    expect(wayTo(some.element, links.addToCalendar)).to.exist
    const none = await signedUp(() => withTwo('waitlisted', 'waitlisted', 'pending_approval'))
    expect(wayTo(none.element, links.addToCalendar)).to.equal(null)
  })

  it('all of it is said in the other language too, without a question about the training', async () => {
    const { element, server } = await signedUp(() => registered('confirmed'))
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'result-title')).to.equal(word('result.confirmed', 'es'))
    expect(wayTo(element, links.addToCalendar)?.textContent).to.equal(word('result.calendar', 'es'))
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
    expect(server.posts).to.have.length(1)
  })

  it('another person can be registered, with a form that knows only what colleagues share', async () => {
    const { element } = await signedUp(() => registered('confirmed'))
    press(element, '[part=result] button')
    await settle(element)
    expect(element.renderRoot.querySelector('[part=result]')).to.equal(null)
    expect(focused(element)).to.equal(find(element, '[part=form-heading]'))
    expect([control(element, 'givenName').value, control(element, 'agency').value]).to.deep.equal(['', 'KCPD'])
  })
})

describe('where the page leads on', () => {
  const onward = (element: HTMLElement) => element.shadowRoot?.querySelector<HTMLAnchorElement>('p[part=actions] a')

  for (const [url, href] of [
    ['https://partner.example.org/thanks?x=1', 'https://partner.example.org/thanks?x=1'],
    ['/thanks', new URL('/thanks', location.href).href],
    ['thanks', new URL('thanks', document.baseURI).href],
  ] as const) {
    it(`${url} is a link after any sign-up, and opens in this window`, async () => {
      for (const status of ['confirmed', 'waitlisted']) {
        const { element } = await signedUp(() => registered(status), { 'success-url': url })
        const link = onward(element)
        expect([link?.href, link?.target, link?.textContent]).to.deep.equal([href, '', word('result.continue')])
        expect(link?.part.contains('button')).to.equal(true)
      }
    })
  }

  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'http://partner.example.org/',
    'mailto:pat@example.org',
    'tel:911',
    'https://',
    '',
  ]) {
    it(`${JSON.stringify(url)} is none`, async () => {
      const { element } = await signedUp(() => registered(), { 'success-url': url })
      expect(partText(element, 'reference')).to.equal('K7-PQ4M')
      expect(onward(element)).to.equal(null)
    })
  }

  it('is nothing before the sign-up, and nothing where the page names nothing', async () => {
    const { element } = await show(new FakeServer(), { 'success-url': 'https://partner.example.org/' })
    expect(element.shadowRoot?.innerHTML).not.to.contain('partner.example.org')
    const other = await signedUp(() => registered())
    expect(onward(other.element)).to.equal(null)
  })

  it('may be named, changed and taken back later', async () => {
    const { element } = await signedUp(() => registered())
    element.setAttribute('success-url', 'https://partner.example.org/')
    await element.updateComplete
    expect(onward(element)?.href).to.equal('https://partner.example.org/')
    element.removeAttribute('success-url')
    await element.updateComplete
    expect(onward(element)).to.equal(null)
  })
})
