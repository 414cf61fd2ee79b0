import { aTimeout, expect } from '@open-wc/testing'
import { say } from '../../server/src/words/index.ts'
import { word } from './testing/fixtures.ts'
import { fillShared, linesOf, paste, showSeveral, toSeveral, typePerson } from './testing/group.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  hit,
  json,
  partText,
  press,
  registered,
  send,
  settle,
  show,
  type,
} from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

const exit = '[part~=exit]'
const address = location.href
/** Leads no further than to another place of this page, so that what is left can be looked at. */
const here = { 'exit-url': '#left' }

afterEach(() => history.replaceState(null, '', address))

const everythingIn = (element: TrainingSignupElement) =>
  [
    element.renderRoot.innerHTML,
    ...[...element.renderRoot.querySelectorAll<HTMLInputElement>('input, textarea, select')].map((one) =>
      one.matches('[type=radio], [type=checkbox]') ? `${one.name} ${one.value} ${one.checked}` : one.value,
    ),
  ].join('\n')

const typed = /Ada|Reyes|ada\.reyes|KCPD$|a quiet seat|true$/m
const isCoveredBy = (dialog: HTMLElement, root: ShadowRoot) => {
  const [right, bottom] = [innerWidth - 1, innerHeight - 1]
  return [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
    [right / 2, bottom / 2],
  ].every(([x = 0, y = 0]) => root.elementFromPoint(x, y) === dialog)
}

describe('a way to leave the page quickly', () => {
  it('is there only where the page asks for it', async () => {
    const { element } = await show()
    expect(element.renderRoot.querySelector(exit)).to.equal(null)
    element.setAttribute('exit-url', 'https://www.weather.gov/')
    await element.updateComplete
    expect((find(element, exit) as HTMLAnchorElement).href).to.equal('https://www.weather.gov/')
    element.removeAttribute('exit-url')
    await element.updateComplete
    expect(element.renderRoot.querySelector(exit)).to.equal(null)
  })

  for (const url of [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    'http://other.example.org/',
    'mailto:a@b.org',
    'tel:911',
    'https://',
    '',
  ]) {
    it(`is not there for ${JSON.stringify(url)}`, async () => {
      const { element } = await show(new FakeServer(), { 'exit-url': url })
      expect(find(element, 'form')).to.exist
      expect(element.renderRoot.querySelector(exit)).to.equal(null)
    })
  }

  it('says what it does and what it does not, in both languages', async () => {
    const { element } = await show(new FakeServer(), here)
    expect(partText(element, 'exit')).to.contain(word('exit.leave')).and.contain(word('exit.note'))
    for (const [lang, denies] of [
      ['en', /n’t\b.*history/],
      ['es', /\bno\b.*historial/i],
    ] as const) {
      expect(word('exit.note', lang)).to.match(denies)
      expect(word('exit.leave', lang)).not.to.match(/hist|hid|ocult|borr|eras/i)
    }
  })

  it('is there from the choice of a training to the result', async () => {
    const { element } = await show(new FakeServer(), { ...here, series: 'jackson' })
    const isThere = () => element.renderRoot.querySelector(exit) !== null
    expect(isThere()).to.equal(true)
    press(element, '[part~=open]')
    await settle(element)
    expect(isThere()).to.equal(true)
    await fillIn(element)
    await send(element)
    expect([partText(element, 'reference'), isThere()]).to.deep.equal(['K7-PQ4M', true])
  })
})

describe('leaving the page', () => {
  it('covers all of it right away, above everything on it, whatever colors it has', async () => {
    const { element, page } = await show(new FakeServer(), here)
    element.style.setProperty('--training-signup-surface', 'transparent')
    const top = document.createElement('dialog')
    page.append(top)
    top.showModal()
    press(element, exit)
    const dialog = find(element, 'dialog')
    expect(dialog.matches(':modal')).to.equal(true)
    expect(isCoveredBy(dialog, element.renderRoot)).to.equal(true)
    expect(getComputedStyle(dialog).backgroundColor).to.match(/^rgb\(/)
    await settle(element)
    expect(isCoveredBy(find(element, 'dialog'), element.renderRoot)).to.equal(true)
    expect(location.hash).to.equal('#left')
  })

  it('leaves nothing of what was typed, also when the page or the element comes back', async () => {
    const { element, page } = await show(new FakeServer(), here)
    await fillIn(element, { needs: 'a quiet seat' })
    expect(everythingIn(element)).to.match(typed)
    press(element, exit)
    await element.updateComplete
    expect(everythingIn(element)).not.to.match(typed)
    await settle(element)
    expect(find(element, 'form')).to.exist
    expect(everythingIn(element)).not.to.match(typed)
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    element.remove()
    page.append(element)
    await settle(element)
    expect(control(element, 'givenName').value).to.equal('')
    expect(everythingIn(element)).not.to.match(typed)
  })

  it('leaves no result, and no registration that could be sent again', async () => {
    const { element, server } = await show(new FakeServer(), here)
    server.register = () => Promise.reject(new TypeError('Failed to fetch'))
    await fillIn(element)
    await send(element)
    press(element, exit)
    await settle(element)
    dispatchEvent(new Event('online'))
    await aTimeout(20)
    expect(server.posts).to.have.length(1)
    await fillIn(element)
    await send(element)
    expect(server.posts[1]?.key, 'nothing is remembered of the first').not.to.equal(server.posts[0]?.key)
    const other = await show(new FakeServer(), here)
    await fillIn(other.element)
    await send(other.element)
    press(other.element, exit)
    await settle(other.element)
    expect(other.element.renderRoot.textContent).not.to.contain('K7-PQ4M')
  })

  it('leaves no result of what is on its way', async () => {
    const { element, server } = await show(new FakeServer(), here)
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    press(element, exit)
    reply.resolve(registered())
    await settle(element)
    expect(element.renderRoot.textContent).not.to.contain('K7-PQ4M')
    expect(everythingIn(element)).not.to.match(typed)
  })

  it('leaves nothing of several people', async () => {
    const { element } = await showSeveral(new FakeServer(), here)
    await fillShared(element)
    await typePerson(element, 0, { givenName: 'Ada' })
    await paste(element, ['Luis Reyes, chaplain of the house, luis@kcpd.example'])
    expect(everythingIn(element))
      .to.match(/Ada/)
      .and.match(/chaplain/)
    press(element, exit)
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(say('en', 'form.heading'))
    await toSeveral(element)
    expect(everythingIn(element)).not.to.match(/Ada|Luis|pat@kcpd/)
  })

  it('leaves nothing of those who are registered, and of the rest of their list', async () => {
    const { element } = await showSeveral(new FakeServer(), here)
    await fillShared(element)
    await paste(element, linesOf(51))
    const [, , rest = ''] = linesOf(51)[50]!.split('\t')
    await send(element)
    expect(everythingIn(element)).to.contain('PART-1')
    press(element, exit)
    await settle(element)
    await toSeveral(element)
    expect(everythingIn(element)).not.to.match(/Ada|PART-1/)
    expect(everythingIn(element)).not.to.contain(rest)
  })

  it('leaves nothing of the role that the visitor chose', async () => {
    const { element } = await show(new FakeServer(), { ...here, series: 'jackson' })
    find(element, '[part=audiences] input').click()
    await element.updateComplete
    expect(element.renderRoot.querySelectorAll('[part=training]')).to.have.length(1)
    press(element, exit)
    await settle(element)
    expect(element.renderRoot.querySelectorAll('[part=training]')).to.have.length(2)
  })

  it('goes by keyboard, and a second press changes nothing', async () => {
    const { element } = await show(new FakeServer(), here)
    type(element, 'givenName', 'Ada')
    const link = find(element, exit)
    link.focus()
    await hit({ press: 'Enter' }, { press: 'Enter' })
    await settle(element)
    expect(find(element, 'dialog').matches(':modal')).to.equal(true)
    expect(location.hash).to.equal('#left')
    expect(control(element, 'givenName').value).to.equal('')
  })

  it('does so even where the server says nothing any more', async () => {
    const { element, server } = await show(new FakeServer(), here)
    type(element, 'givenName', 'Ada')
    server.training = () => json(500, {})
    press(element, exit)
    await settle(element)
    expect(everythingIn(element)).not.to.match(typed)
    expect(find(element, 'dialog').matches(':modal')).to.equal(true)
  })

  it('puts another page in the place of this one, so that Back does not lead to it', async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<!doctype html><script type="module" src="/packages/widget/src/define.ts"></script>'
    const loaded = () => new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    const first = loaded()
    document.body.append(frame)
    await first
    const inside = frame.contentDocument
    const element = inside?.createElement('training-signup') as TrainingSignupElement
    Object.assign(element, {
      training: 'first-responders',
      api: 'https://signup.example.org',
      fetch: new FakeServer().fetch,
      'exit-url': '/packages/widget/package.json',
    })
    inside?.body.append(element)
    await settle(element)
    const { length } = history
    const second = loaded()
    press(element, exit)
    await second
    expect(frame.contentWindow?.location.pathname).to.equal('/packages/widget/package.json')
    expect(history.length).to.equal(length)
    frame.remove()
  })
})
