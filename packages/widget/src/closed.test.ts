import { expect } from '@open-wc/testing'
import { say } from '../../server/src/words/index.ts'
import { answerOf, nextDate } from './testing/fixtures.ts'
import {
  FakeServer,
  fillIn,
  isMarked,
  json,
  nextRow,
  partText,
  press,
  rowIn,
  send,
  serverWith,
  settle,
  show,
} from './testing/show.ts'

describe('a training that no one can sign up for', () => {
  for (const [state, icon] of [
    ['closed', 'lock'],
    ['full', 'seat'],
    ['cancelled', 'bar'],
    ['past', 'lock'],
    ['upcoming', 'clock'],
  ] as const) {
    it(`says that it is ${state}, and shows no form`, async () => {
      const { element } = await show(serverWith({ training: { state } }))
      const { title, text } = answerOf('en', { training: { state } }).training.notice
      expect([partText(element, 'panel-title'), partText(element, 'panel-text')]).to.deep.equal([title, text])
      expect(isMarked(element, icon)).to.equal(true)
      expect(element.renderRoot.querySelector('form')).to.equal(null)
    })
  }

  it('offers to check again only where something can have changed', async () => {
    const offered: string[] = []
    for (const state of ['closed', 'full', 'cancelled', 'past', 'upcoming'] as const) {
      const { element } = await show(serverWith({ training: { state } }))
      const labels = [...element.renderRoot.querySelectorAll('[part=panel] button')].map((one) => one.textContent)
      if (labels.includes(say('en', 'refresh'))) offered.push(state)
    }
    expect(offered).to.deep.equal(['full', 'upcoming'])
  })

  it('leads to the page that tells when there are seats, where the server has one', async () => {
    const notify = { label: 'Tell me when registration opens', href: '/t/first-responders/tell-me' }
    const { element } = await show(serverWith({ training: { state: 'upcoming', notify } }))
    const links = [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('[part=panel] a')]
    expect(links.map(({ textContent, href, target }) => [textContent, href, target])).to.deep.equal([
      [notify.label, 'https://signup.example.org/t/first-responders/tell-me', '_blank'],
    ])
  })

  it('speaks through the server where the script does not know the state', async () => {
    const notice = { title: 'Moved to the moon', text: 'Bring air.' }
    const { element } = await show(serverWith({ training: { state: 'moved' as 'open', notice } }))
    expect(partText(element, 'panel-title')).to.equal('Moved to the moon')
  })

  it('opens by itself at its hour by the clock of the server', async () => {
    const now = '2030-05-01T11:59:59.900Z'
    const server = serverWith({ training: { state: 'upcoming', opensAt: '2030-05-01T12:00:00Z' }, now })
    const { element } = await show(server)
    expect(element.renderRoot.querySelector('form')).to.equal(null)
    server.training = () => json(200, answerOf())
    while (!element.renderRoot.querySelector('form')) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(document.activeElement).not.to.equal(element)
  })

  it('takes the hour from the date of the answer, which a cache renews, before the one written into it', async () => {
    const opensAt = '2030-05-01T12:00:00Z'
    const old = answerOf('en', { training: { state: 'upcoming', opensAt }, now: '2030-05-01T11:00:00Z' })
    const server = new FakeServer()
    server.training = () => new Response(JSON.stringify(old), { headers: { date: 'Wed, 01 May 2030 11:59:59 GMT' } })
    const { element } = await show(server)
    expect(element.renderRoot.querySelector('form')).to.equal(null)
    server.training = () => json(200, answerOf())
    while (!element.renderRoot.querySelector('form')) await new Promise((resolve) => setTimeout(resolve, 20))
  })

  it('is asked for again where the answer at its hour does not come', async () => {
    const server = serverWith({
      training: { state: 'upcoming', opensAt: '2030-05-01T12:00:00Z' },
      now: '2030-05-01T11:59:59.900Z',
    })
    const { element } = await show(server)
    let asked = 0
    server.training = () => (asked++ === 0 ? json(503, {}) : json(200, answerOf()))
    while (!element.renderRoot.querySelector('form')) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).to.equal(2)
    expect(document.activeElement).not.to.equal(element)
  })

  it('does not ask while it is away from the page, and opens when it is back', async () => {
    const server = serverWith({
      training: { state: 'upcoming', opensAt: '2030-05-01T12:00:00Z' },
      now: '2030-05-01T11:59:59.900Z',
    })
    const { element, page } = await show(server)
    element.remove()
    const asked = server.requests.length
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(server.requests).to.have.length(asked)
    server.training = () => json(200, answerOf())
    page.append(element)
    while (!element.renderRoot.querySelector('form')) await new Promise((resolve) => setTimeout(resolve, 20))
  })

  it('is asked for again at the press of a button', async () => {
    const server = serverWith({ training: { state: 'full' } })
    const { element } = await show(server)
    server.training = () => json(200, answerOf())
    press(element, '[part=panel] button')
    await settle(element)
    expect(element.renderRoot.querySelector('form')).to.exist
  })

  describe('whose series goes on', () => {
    const onward = '[part=panel] [part=training] button'

    for (const state of ['closed', 'full', 'cancelled', 'past'] as const)
      it(`leads to the next date's form in place when it is ${state}`, async () => {
        const server = serverWith({ training: { state, next: nextDate } })
        const { element } = await show(server, { partner: 'rotary' })
        expect(element.renderRoot.querySelector(onward)?.textContent).to.equal(nextDate.label)
        expect(rowIn(element, 'panel')).to.deep.equal(nextRow)
        server.training = () => json(200, answerOf('en', { training: { slug: nextDate.slug, title: nextDate.title } }))
        press(element, onward)
        await settle(element)
        const asked = server.requests.at(-1)?.url.href ?? ''
        expect(asked).to.contain(`/trainings/${nextDate.slug}?`).and.to.contain('partner=rotary')
        expect(partText(element, 'title')).to.equal(nextDate.title)
        expect(element.renderRoot.querySelector('form')).to.exist
      })

    it('signs people up for that date', async () => {
      const server = serverWith({ training: { state: 'cancelled', next: nextDate } })
      const { element } = await show(server)
      server.training = () => json(200, answerOf('en', { training: { slug: nextDate.slug } }))
      press(element, onward)
      await settle(element)
      await fillIn(element)
      await send(element)
      expect(server.posts.at(-1)?.url.pathname).to.contain(`/trainings/${nextDate.slug}/registrations`)
    })

    it('leads nowhere where the series has no other date', async () => {
      const { element } = await show(serverWith({ training: { state: 'cancelled' } }))
      expect(element.renderRoot.querySelector('[part=panel] button')).to.equal(null)
    })
  })
})
