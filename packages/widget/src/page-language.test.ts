import { aTimeout, expect, fixture, html } from '@open-wc/testing'
import { word } from './testing/fixtures.ts'
import { control, FakeServer, find, focused, partText, press, settle, type, unconnected } from './testing/show.ts'

const page = document.documentElement
const before = page.lang
afterEach(() => (page.lang = before))

/** The languages that were asked for, in turn. */
const askedFor = (server: FakeServer) => server.requests.map(({ url }) => url.searchParams.get('lang'))

async function showWithoutLang() {
  page.lang = 'en'
  const server = new FakeServer()
  const element = Object.assign(unconnected(server), { lang: '' })
  const around = await fixture<HTMLElement>(html`<div>${element}</div>`)
  await settle(element)
  return { element, around, server }
}

async function turn(element: Parameters<typeof settle>[0], lang: string) {
  page.lang = lang
  await settle(element)
}

describe('a page that changes its language', () => {
  it('is followed, and keeps what was typed and where', async () => {
    const { element, server } = await showWithoutLang()
    type(element, 'givenName', 'Ada')
    control(element, 'givenName').focus()
    await turn(element, 'es-MX')
    expect(askedFor(server)).to.deep.equal(['en', 'es'])
    expect(find(element, '[part=root]').lang).to.equal('es')
    expect(partText(element, 'submit')).to.equal(word('form.submit', 'es'))
    expect([control(element, 'givenName').value, focused(element)]).to.deep.equal([
      'Ada',
      control(element, 'givenName'),
    ])
    await turn(element, 'en')
    expect(partText(element, 'submit')).to.equal(word('form.submit', 'en'))
  })

  it('is not asked again where the language is the same, or the element has its own', async () => {
    const { element, server } = await showWithoutLang()
    await turn(element, 'en-GB')
    document.body.lang = ''
    await settle(element)
    document.body.removeAttribute('lang')
    element.lang = 'en'
    await settle(element)
    await turn(element, 'es')
    expect(askedFor(server)).to.deep.equal(['en'])
  })

  it('has the last word over an earlier choice of the visitor, and the visitor over it', async () => {
    const { element, server } = await showWithoutLang()
    press(element, '[part~=language]')
    await settle(element)
    await turn(element, 'fr')
    expect(askedFor(server)).to.deep.equal(['en', 'es', 'fr'])
    press(element, '[part~=language]')
    await settle(element)
    expect(askedFor(server)).to.deep.equal(['en', 'es', 'fr', 'es'])
  })

  it('is heard through shadow roots, and by an element that moves into another language', async () => {
    const { element, around, server } = await showWithoutLang()
    around.attachShadow({ mode: 'open' }).append(element)
    around.lang = 'es'
    await settle(element)
    expect(askedFor(server)).to.deep.equal(['en', 'es'])
    document.body.append(element)
    await settle(element)
    expect(askedFor(server)).to.deep.equal(['en', 'es', 'en'])
    element.remove()
    page.lang = 'es'
    await aTimeout(20)
    expect(askedFor(server)).to.have.length(3)
  })

  it('is followed by the words before the form, too', async () => {
    const server = new FakeServer()
    server.training = () => new Promise(() => {})
    page.lang = 'en'
    const element = Object.assign(unconnected(server), { lang: '', innerHTML: '' })
    await fixture(html`<div>${element}</div>`)
    page.lang = 'es'
    await aTimeout(20)
    expect(find(element, '[role=status]').textContent).to.contain('Cargando')
    expect(askedFor(server).at(-1)).to.equal('es')
  })
})
