import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing'
import { FakeServer, settle, unconnected } from './testing/show.ts'

const tellMs = 100

/** What was counted, in short. A busy browser may take long to say what came into view. */
async function counted(server: FakeServer, atLeast: 0 | 1) {
  await waitUntil(() => server.impressions.length >= atLeast, 'nothing was counted', { timeout: 60_000 })
  await aTimeout(tellMs)
  return server.impressions.map(({ url, body }) => `${url.pathname.split('/').at(-2)} ${JSON.parse(body).kind}`)
}

/** Holds back what the first observer from now on reports. Returns how to report it, once it has something to report. */
async function holdFirst(begin: () => void): Promise<() => void> {
  const Real = window.IntersectionObserver
  const held: (() => void)[] = []
  window.IntersectionObserver = class extends Real {
    constructor(report: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      super((entries) => held.push(() => report(entries, this)), options)
      window.IntersectionObserver = Real
    }
  }
  begin()
  await waitUntil(() => held.length > 0, 'nothing came into view', { timeout: 60_000 })
  return () => {
    for (const report of held) report()
  }
}

describe('a view', () => {
  it('is counted when it comes into view, once: by scrolling, or when what it is in opens', async () => {
    const comings: [string, (page: HTMLElement) => void, (page: HTMLElement) => void][] = [
      ['scrolling', (page) => (page.style.marginTop = '200vh'), (page) => page.scrollIntoView()],
      ['opening', (page) => (page.hidden = true), (page) => (page.hidden = false)],
    ]
    for (const [how, hide, reveal] of comings) {
      const server = new FakeServer()
      const element = unconnected(server)
      const page = await fixture<HTMLElement>(html`<div></div>`)
      hide(page)
      page.append(element)
      await settle(element)
      expect(await counted(server, 0), how).to.deep.equal([])
      reveal(page)
      expect(await counted(server, 1), how).to.deep.equal(['first-responders view'])
      page.hidden = true
      await aTimeout(tellMs)
      page.hidden = false
      expect(await counted(server, 1), how).to.have.length(1)
      page.remove()
      scrollTo(0, 0)
    }
  })

  it('is not counted of a training that another has replaced before it came into view', async () => {
    const server = new FakeServer()
    const element = unconnected(server)
    const page = await fixture<HTMLElement>(html`<div hidden>${element}</div>`)
    await settle(element)
    element.training = 'citizens'
    await settle(element)
    page.hidden = false
    expect(await counted(server, 1)).to.deep.equal(['citizens view'])
  })

  it('is counted of the training that replaced one whose observer reports late', async () => {
    const server = new FakeServer()
    const element = unconnected(server)
    const page = await fixture<HTMLElement>(html`<div></div>`)
    const reportLate = await holdFirst(() => page.append(element))
    page.hidden = true
    element.training = 'citizens'
    await settle(element)
    expect(await counted(server, 0)).to.deep.equal([])
    reportLate()
    page.hidden = false
    await waitUntil(() => server.impressions.length > 1, 'the later one was not counted', { timeout: 60_000 })
    expect(await counted(server, 1)).to.deep.equal(['first-responders view', 'citizens view'])
  })
})
