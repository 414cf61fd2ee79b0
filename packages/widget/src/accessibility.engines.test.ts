import { aTimeout, expect } from '@open-wc/testing'
import { expectAccessible, themes, violationsIn } from './testing/axe.ts'
import { everyKind, formOf, listOf } from './testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  json,
  letTimePass,
  press,
  problem,
  registered,
  send,
  serverWith,
  settle,
  show,
  type,
} from './testing/show.ts'

const several = {
  '/coordinator/name': 'Grace Hopper',
  '/coordinator/email': 'grace@kcpd.example',
  agency: 'KCPD',
  '/people/0/givenName': 'Ada',
  '/people/0/role': 'police',
}

describe('the check of accessibility', () => {
  it('sees colors, names and sizes', async () => {
    const { element } = await show()
    element.style.setProperty('--training-signup-muted', '#ccc')
    control(element, 'email').removeAttribute('id')
    for (const choice of element.renderRoot.querySelectorAll<HTMLElement>('[part=choice]'))
      choice.style.cssText = 'min-block-size: 0; block-size: 8px; padding: 0'
    for (const tick of element.renderRoot.querySelectorAll<HTMLElement>('[part=tick]'))
      tick.style.cssText = 'inline-size: 8px; block-size: 8px'
    const ids = (await violationsIn(element)).map((text) => text.split('\n')[0])
    expect(ids).to.include.members(['color-contrast', 'label', 'target-size'])
  })
})

for (const theme of themes) {
  const showIn = (server: FakeServer, attributes: Parameters<typeof show>[1] = {}) =>
    show(server, { theme, ...attributes })

  describe(`accessibility, ${theme}`, () => {
    it('the form', async () => {
      const { element } = await showIn(new FakeServer(), { 'exit-url': 'https://www.weather.gov/' })
      await expectAccessible(element)
    })

    it('the form in Spanish', async () => {
      const { element } = await showIn(new FakeServer(), { lang: 'es' })
      await expectAccessible(element)
    })

    it('every kind of question', async () => {
      const { element } = await showIn(serverWith({ form: { fields: everyKind } }))
      await expectAccessible(element)
    })

    it('the form and every kind of question with faults', async () => {
      const { element } = await showIn(serverWith({ form: { fields: [...formOf().fields, ...everyKind] } }))
      await send(element)
      expect(find(element, '[part=summary]')).to.exist
      await expectAccessible(element)
    })

    it('the form with the hidden box shown', async () => {
      const server = new FakeServer()
      server.register = () => problem(422, 'invalid-answers', [{ pointer: '/trap', code: 'trap', message: '' }])
      const { element } = await showIn(server)
      await fillIn(element)
      await send(element)
      expect(find(element, '[part=summary]')).to.exist
      await expectAccessible(element)
    })

    it('sending', async () => {
      const server = new FakeServer()
      server.register = () => new Promise(() => {})
      const { element } = await showIn(server)
      await fillIn(element)
      press(element)
      await element.updateComplete
      await expectAccessible(element)
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
      await expectAccessible(element)
      element.innerHTML = '<a href="https://signup.example.org/">Register here</a>'
      await expectAccessible(element)
      element.remove()
    })

    for (const status of ['confirmed', 'waitlisted', 'pending_approval', 'pending_verification']) {
      it(`the result ${status}`, async () => {
        const server = new FakeServer()
        server.register = () => registered(status)
        const { element } = await showIn(server, { 'success-url': 'https://partner.example.org/' })
        await fillIn(element)
        await send(element)
        await expectAccessible(element)
      })
    }

    for (const state of ['closed', 'full', 'upcoming', 'cancelled', 'past', 'waitlist', 'few'] as const) {
      it(`the training while it is ${state}`, async () => {
        const { element } = await showIn(serverWith({ training: { state } }))
        await expectAccessible(element)
      })
    }

    for (const [status, name] of [
      [403, 'not-eligible'],
      [409, 'training-full'],
      [410, 'training-withdrawn'],
      [403, 'origin-not-allowed'],
      [500, 'internal'],
      [503, 'busy'],
    ] as const) {
      it(`after ${name}`, async () => {
        const server = new FakeServer()
        server.register = () => problem(status, name)
        const { element } = await showIn(server)
        await fillIn(element)
        await send(element)
        expect(find(element, '[part=panel]')).to.exist
        await expectAccessible(element)
      })
    }

    it('when nothing could be loaded', async () => {
      const server = new FakeServer()
      server.training = () => json(500, {})
      const { element } = await showIn(server)
      await expectAccessible(element)
    })

    it('the choice of a training, narrowed and not, and of none', async () => {
      const { element, server } = await showIn(new FakeServer(), { series: 'jackson' })
      await expectAccessible(element)
      find(element, '[part=audiences] input').click()
      await element.updateComplete
      await expectAccessible(element)
      server.trainings = () => json(200, listOf('es', []))
      press(element, '[part~=language]')
      await settle(element)
      await expectAccessible(element)
    })

    it('the form for several people: empty, with faults, filled in, sent', async () => {
      const { element } = await showIn(new FakeServer())
      press(element, '.row [part=quiet]')
      await aTimeout(50)
      await settle(element)
      await expectAccessible(element)
      await send(element)
      expect(find(element, '[part=summary]')).to.exist
      await expectAccessible(element)
      for (const [key, answer] of Object.entries(several)) type(element, key, answer)
      for (const key of ['attestation', '/consents/privacy']) control(element, key).click()
      press(element, '[part=people-list] > [part=actions] button')
      await element.updateComplete
      for (const details of element.renderRoot.querySelectorAll('details')) details.open = true
      await expectAccessible(element)
      letTimePass()
      await send(element)
      expect(find(element, '[part=outcomes]')).to.exist
      await expectAccessible(element)
    })

    it('a chosen training', async () => {
      const { element } = await showIn(new FakeServer(), { series: 'jackson', 'exit-url': '/' })
      press(element, '[part=training] button')
      await settle(element)
      await expectAccessible(element)
    })
  })
}
