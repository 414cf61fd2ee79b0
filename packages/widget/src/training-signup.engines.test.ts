import { aTimeout, expect } from '@open-wc/testing'
import type { Section } from '@training-signup/contract'
import { answerOf, everyKind, formOf, word } from './testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  json,
  letTimePass,
  partText,
  press,
  problem,
  send,
  serverWith,
  settle,
  show,
  textOf,
  type,
} from './testing/show.ts'

describe('events', () => {
  it('say when the training is there, when the visitor begins, and the status, and nothing about the person', async () => {
    const events: Event[] = []
    const names = ['ready', 'start', 'registered', 'error'].map((name) => `training-signup-${name}`)
    const listen = (event: Event) => events.push(event)
    for (const name of names) document.addEventListener(name, listen)
    const { element } = await show()
    element.partner = 'we-the-people'
    await settle(element)
    await fillIn(element)
    await send(element)
    for (const name of names) document.removeEventListener(name, listen)
    expect(events.map((event) => event.type)).to.deep.equal(names.slice(0, 3))
    expect(JSON.parse(JSON.stringify(events[2]))).to.include({
      training: 'first-responders',
      partner: 'we-the-people',
      status: 'confirmed',
    })
    expect(events.every((event) => event.composed && event.target === element)).to.equal(true)
    expect(JSON.stringify(events)).not.to.match(/Ada|Reyes|kcpd/)
  })

  it('name the problem of a refusal, and the kind of a failure', async () => {
    const problems: string[] = []
    const { element, server } = await show()
    element.addEventListener('training-signup-error', (event) => problems.push(event.problem))
    server.register = () => problem(409, 'training-full')
    await fillIn(element)
    await send(element)
    server.register = () => json(503, {})
    press(element, '[part=panel] button')
    await settle(element)
    letTimePass()
    await send(element)
    expect(problems).to.deep.equal(['/problems/training-full', 'busy'])
  })
})

describe('the details card', () => {
  it('says what the server does: the state, the title, when and where, and then the rest', async () => {
    const { element } = await show()
    const { title, summary, notice, details } = answerOf().training
    const textsOf = (sections: Section[]) =>
      sections.flatMap(({ heading, lines }) => [heading ?? '', ...lines.map(({ text }) => text)])
    const bare = (texts: (string | undefined)[]) => texts.join('').replace(/\s/g, '')
    for (const tile of element.renderRoot.querySelectorAll('[part=tile]')) tile.textContent = ''
    expect(bare([partText(element, 'card')])).to.equal(
      bare([
        notice.title,
        'Español',
        title,
        ...textsOf(details.slice(0, 2)),
        word('card.more'),
        word('card.free'),
        summary,
        ...textsOf(details.slice(2)),
      ]),
    )
  })

  it('gives real links to the map, the contact and the helpline', async () => {
    const { element } = await show()
    const links = [...element.renderRoot.querySelectorAll('a')].map(({ href }) => href)
    expect(links).to.include.members([
      'https://maps.example.org/?q=academy',
      'mailto:pat@example.org',
      'tel:18883737888',
      'sms:233733',
    ])
  })

  it('shows an address that is not safe as text', async () => {
    const lines = [
      { text: 'View map', href: 'java\nscript:alert(1)' },
      { text: 'Join online', href: 'http://other.example.org/' },
    ]
    const { element } = await show(serverWith({ training: { details: [{ heading: 'Location', lines }] } }))
    const hrefs = [...element.renderRoot.querySelectorAll('a')].map(({ href }) => href)
    expect(hrefs.some((href) => /script|other\.example/.test(href))).to.equal(false)
    expect(partText(element, 'detail')).to.contain('View map').and.contain('Join online')
  })

  it('has the contact and the helpline below everything, on every step', async () => {
    const { element, server } = await show()
    const help = partText(element, 'help')
    for (const { heading, lines } of answerOf().training.help)
      for (const text of [heading ?? '', ...lines.map((line) => line.text)]) expect(help).to.contain(text)
    const isLast = () => find(element, '[part=root]').lastElementChild === find(element, '[part=help]')
    expect(isLast()).to.equal(true)
    await fillIn(element)
    await send(element)
    expect([partText(element, 'help'), isLast()]).to.deep.equal([help, true])
    server.training = () => json(200, answerOf('en', { training: { help: [] } }))
    element.partner = 'we-the-people'
    await settle(element)
    expect(element.renderRoot.querySelector('[part=help]')).to.equal(null)
  })

  it('renders markup of the organizer as text', async () => {
    const { element } = await show(serverWith({ training: { title: '<img src=x onerror=alert(1)>' } }))
    expect(partText(element, 'title')).to.equal('<img src=x onerror=alert(1)>')
    expect(element.renderRoot.querySelector('img')).to.equal(null)
  })

  it('says of the seats what the server does', async () => {
    const notice = { title: '7 seats left', text: '' }
    expect(partText((await show(serverWith({ training: { notice } }))).element, 'state')).to.equal('7 seats left')
  })

  it('is readable in one column on the narrowest phone', async () => {
    const { element, page } = await show(serverWith({ form: { fields: [...formOf().fields, ...everyKind] } }))
    page.style.width = '320px'
    const inner = find(element, '[part=root]')
    expect(inner.scrollWidth).to.be.at.most(320)
    const targets = [...element.renderRoot.querySelectorAll<HTMLElement>('button, [part~=input], [part=choice]')]
    expect(Math.min(...targets.map(({ offsetHeight }) => offsetHeight))).to.be.at.least(44)
  })
})

describe('the language', () => {
  it('is that of the element, else of the page around it, also through shadow roots', async () => {
    const { element, server } = await show(new FakeServer(), { lang: 'es' })
    expect(server.requests[0]?.url.searchParams.get('lang')).to.equal('es')
    expect(find(element, '[part=root]').lang).to.equal('es')
    const host = document.createElement('div')
    host.lang = 'es-MX'
    const inner = document.createElement('training-signup')
    const other = new FakeServer()
    Object.assign(inner, { training: 'first-responders', api: 'https://signup.example.org', fetch: other.fetch })
    host.attachShadow({ mode: 'open' }).append(inner)
    document.body.append(host)
    await settle(inner)
    expect(other.requests[0]?.url.searchParams.get('lang')).to.equal('es')
    host.remove()
  })

  it('changes at the press of a button, which is in the other language, and keeps answers and faults', async () => {
    const { element } = await show()
    type(element, 'agency', 'KCPD')
    control(element, 'role', 'fire').click()
    await send(element)
    const button = find(element, '[part~=language]')
    expect([button.lang, button.textContent?.trim()]).to.deep.equal(['es', 'Español'])
    button.click()
    await settle(element)
    await element.updateComplete
    expect(partText(element, 'form-heading')).to.equal(word('form.heading', 'es'))
    expect(textOf(element)).to.contain(word('error.givenName.required', 'es'))
    expect(control(element, 'agency').value).to.equal('KCPD')
    expect(control(element, 'role', 'fire').checked).to.equal(true)
    expect(find(element, '[part=root]').lang).to.equal('es')
  })

  it('is the last one asked for, however late an earlier answer comes', async () => {
    const { element, server } = await show()
    const late = Promise.withResolvers<Response>()
    server.training = (lang) => (lang === 'es' ? late.promise : json(200, answerOf(lang)))
    element.lang = 'es'
    await element.updateComplete
    element.lang = 'en'
    await settle(element)
    late.resolve(json(200, answerOf('es')))
    await settle(element)
    expect(find(element, '[part=root]').lang).to.equal('en')
  })

  it('comes from a cache at first, and is asked for again afterwards', async () => {
    const { element, server } = await show()
    press(element, '[part~=language]')
    await settle(element)
    expect(server.requests.map(({ init }) => init.cache)).to.deep.equal(['default', 'no-cache'])
  })

  it('stays the later choice where an earlier one comes to nothing', async () => {
    const { element, server } = await show()
    const late = Promise.withResolvers<Response>()
    server.training = () => late.promise
    press(element, '[part~=language]')
    await aTimeout(20)
    server.training = (lang) => json(200, answerOf(lang))
    element.partner = 'we-the-people'
    await settle(element)
    late.resolve(json(200, answerOf('es')))
    await aTimeout(20)
    element.partner = 'another'
    await settle(element)
    expect(server.requests.at(-1)?.url.searchParams.get('lang')).to.equal('es')
  })

  it('stays when the other one cannot be had', async () => {
    const { element, server } = await show()
    server.training = () => json(500, {})
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'form-heading')).to.equal(word('form.heading'))
    server.training = (lang) => json(200, answerOf(lang))
    element.partner = 'we-the-people'
    await settle(element)
    expect(server.requests.at(-1)?.url.searchParams.get('lang')).to.equal('en')
  })
})

describe('what was typed', () => {
  it('stays when an attribute changes and when the element moves or comes back', async () => {
    const { element, page } = await show()
    type(element, 'givenName', 'Ada')
    element.setAttribute('partner', 'we-the-people')
    await settle(element)
    const aside = document.createElement('aside')
    page.append(aside)
    aside.append(element)
    element.remove()
    page.append(element)
    await settle(element)
    expect(control(element, 'givenName').value).to.equal('Ada')
    expect(element.partner).to.equal('we-the-people')
  })

  it('stays when the page turns to another training that asks the same', async () => {
    const { element } = await show()
    type(element, 'givenName', 'Ada')
    element.training = 'citizens'
    await settle(element)
    expect(element.getAttribute('training')).to.equal('citizens')
    expect(control(element, 'givenName').value).to.equal('Ada')
  })

  it('wins over what the page fills in beforehand', async () => {
    const { element } = await show(new FakeServer(), { prefill: { givenName: 'Ada', role: 'fire', attestation: true } })
    expect(control(element, 'role', 'fire').checked).to.equal(true)
    expect(control(element, 'attestation').checked).to.equal(true)
    type(element, 'givenName', 'Grace')
    element.prefill = { givenName: 'Ada', agency: 'KCPD' }
    await element.updateComplete
    expect(control(element, 'givenName').value).to.equal('Grace')
    expect(control(element, 'agency').value).to.equal('KCPD')
  })
})

describe('the page around it', () => {
  it('decides between light and dark, unless the theme does; text and ground always change together', async () => {
    const { element, page } = await show()
    const root = find(element, '[part=root]')
    const look = () => [getComputedStyle(root).backgroundColor, getComputedStyle(root).color]
    const light = look()
    page.style.colorScheme = 'dark'
    const dark = look()
    expect(dark[0]).not.to.equal(light[0])
    expect(dark[1]).not.to.equal(light[1])
    element.theme = 'light'
    await element.updateComplete
    expect(look()).to.deep.equal(light)
    page.style.colorScheme = 'normal'
    element.theme = 'dark'
    await element.updateComplete
    expect(look()).to.deep.equal(dark)
  })

  it('may choose colors in pairs', async () => {
    const { element } = await show()
    element.style.setProperty('--training-signup-accent', 'rgb(1, 2, 3)')
    element.style.setProperty('--training-signup-on-accent', 'rgb(250, 251, 252)')
    const { backgroundColor, color } = getComputedStyle(find(element, '[part~=submit]'))
    expect([backgroundColor, color]).to.deep.equal(['rgb(1, 2, 3)', 'rgb(250, 251, 252)'])
  })

  it('finds no cookie, nothing stored, no new address, title or history, and no request elsewhere', async () => {
    const look = () => [
      document.cookie,
      localStorage.length,
      sessionStorage.length,
      location.href,
      document.title,
      history.length,
    ]
    const before = look()
    const { element, server } = await show()
    await send(element)
    find(element, '[part=summary] a').click()
    await fillIn(element)
    await send(element)
    expect(look()).to.deep.equal(before)
    for (const { init, url } of server.requests) {
      expect([init.credentials, init.referrerPolicy]).to.deep.equal(['omit', 'no-referrer'])
      expect(url.origin).to.equal('https://signup.example.org')
    }
  })

  const pageStyle =
    'letter-spacing: 1em; text-transform: uppercase; text-align: right; white-space: pre; font-family: monospace'

  for (const [where, rule] of [
    ['around it', (page: Element) => page.setAttribute('style', pageStyle)],
    ['for everything', (page: Element) => page.insertAdjacentHTML('beforebegin', `<style>* { ${pageStyle} }</style>`)],
  ] as const) {
    it(`has spacing, case and alignment that the page sets ${where} kept out, and its font let in`, async () => {
      const { element, page } = await show()
      rule(page)
      const look = getComputedStyle(find(element, '[part=title]'))
      const seen = [look.letterSpacing, look.textTransform, look.textAlign, look.whiteSpace, look.fontFamily]
      for (const style of document.querySelectorAll('body style')) style.remove()
      expect(seen).to.deep.equal(['normal', 'none', 'start', 'normal', 'monospace'])
    })
  }
})
