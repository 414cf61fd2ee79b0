import { expect } from '@open-wc/testing'
import { answerOf, everyKind } from './fixtures.ts'
import { FakeServer, fillIn, json, press, problem, registered, send, show } from './testing.ts'

const themes = ['light', 'dark'] as const

for (const theme of themes) {
  describe(`accessibility, ${theme}`, () => {
    const serverIn = (state: 'closed' | 'full' | 'upcoming' | 'cancelled' | 'past' | 'waitlist' | 'few') => {
      const server = new FakeServer()
      server.training = () => json(200, answerOf('en', { training: { state } }))
      return server
    }

    it('the form', async () => {
      const { element } = await show(new FakeServer(), { theme })
      await expect(element).to.be.accessible()
    })

    it('every kind of question', async () => {
      const server = new FakeServer()
      server.training = () => json(200, answerOf('en', { form: { fields: everyKind } }))
      const { element } = await show(server, { theme })
      await expect(element).to.be.accessible()
    })

    it('the form with faults', async () => {
      const { element } = await show(new FakeServer(), { theme })
      await send(element)
      await expect(element).to.be.accessible()
    })

    it('sending', async () => {
      const server = new FakeServer()
      server.register = () => new Promise(() => {})
      const { element } = await show(server, { theme })
      await fillIn(element)
      press(element)
      await element.updateComplete
      await expect(element).to.be.accessible()
    })

    it('loading, with a link and without', async () => {
      const server = new FakeServer()
      server.training = () => new Promise(() => {})
      const element = document.createElement('training-signup')
      Object.assign(element, {
        training: 'first-responders',
        api: 'https://signup.example.org',
        theme,
        fetch: server.fetch,
      })
      document.body.append(element)
      await element.updateComplete
      await expect(element).to.be.accessible()
      element.innerHTML = '<a href="https://signup.example.org/">Register here</a>'
      await expect(element).to.be.accessible()
      element.remove()
    })

    for (const status of ['confirmed', 'waitlisted', 'pending_approval', 'pending_verification']) {
      it(`the result ${status}`, async () => {
        const server = new FakeServer()
        server.register = () => registered(status)
        const { element } = await show(server, { theme })
        await fillIn(element)
        await send(element)
        await expect(element).to.be.accessible()
      })
    }

    for (const state of ['closed', 'full', 'upcoming', 'cancelled', 'past', 'waitlist', 'few'] as const) {
      it(`the training while it is ${state}`, async () => {
        const { element } = await show(serverIn(state), { theme })
        await expect(element).to.be.accessible()
      })
    }

    for (const [status, name] of [
      [403, 'not-eligible'],
      [500, 'internal'],
    ] as const) {
      it(`after ${name}`, async () => {
        const server = new FakeServer()
        server.register = () => problem(status, name)
        const { element } = await show(server, { theme })
        await fillIn(element)
        await send(element)
        await expect(element).to.be.accessible()
      })
    }

    it('when nothing could be loaded', async () => {
      const server = new FakeServer()
      server.training = () => json(500, {})
      const { element } = await show(server, { theme })
      await expect(element).to.be.accessible()
    })
  })
}
