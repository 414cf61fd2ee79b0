import { expect } from '@open-wc/testing'
import { answerOf } from './testing/fixtures.ts'
import { FakeServer, json, settle } from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'
import { watchDivs } from './upgrade-divs.ts'

// As the builder says, and as WordPress writes it into the page.
const rule =
  'training-signup, [data-training-signup] { display: block; --training-signup-reserve: 900px; min-height: 900px }'
const below = () => document.querySelector('#below')!.getBoundingClientRect().top

/** Shows a full training, whose answer is short. */
async function showFull(tag: string, { style = '', scrolled = 0, above = 400 } = {}) {
  const server = new FakeServer()
  const answer = Promise.withResolvers<Response>()
  server.training = () => answer.promise
  const page = document.createElement('div')
  page.innerHTML = `<style>${style ? '' : rule}</style><div style="height: ${above}px"></div>${tag}<p id="below" style="height: 2000px">Below</p>`
  document.body.append(page)
  watchDivs()
  const box = page.querySelector<HTMLElement>('training-signup, [data-training-signup]')!
  box.style.cssText = style
  const element = (box.shadowRoot?.querySelector('training-signup') ?? box) as TrainingSignupElement
  Object.assign(element, { api: 'https://signup.example.org', fetch: server.fetch, training: 'full' })
  await element.updateComplete
  scrollTo(0, scrolled)
  const [loadingHeight, loadingBelow] = [box.offsetHeight, below()]
  answer.resolve(json(200, answerOf('en', { training: { state: 'full' } })))
  await settle(element)
  return { page, box, element, loadingHeight, loadingBelow }
}

describe('the space that a page keeps free while the form loads', () => {
  for (const [how, tag, style] of [
    ['by a rule', '<training-signup></training-signup>', ''],
    ['for a div', '<div data-training-signup></div>', ''],
    ['by an attribute', '<div data-training-signup></div>', 'display: block; min-height: 900px'],
  ] as const)
    it(`is given back ${how}, once it is known that less is needed and what comes below stays out of sight`, async () => {
      const { page, box, element, loadingHeight } = await showFull(tag, { style })
      expect(loadingHeight).to.equal(900)
      expect(box.offsetHeight).to.be.below(800)
      expect(element.renderRoot.querySelector<HTMLElement>('[part=root]')?.offsetHeight).to.equal(box.offsetHeight)
      page.remove()
    })

  it('stays free of the form’s ground where a visitor sees what comes below, which does not move', async () => {
    const { page, box, element, loadingBelow } = await showFull('<training-signup></training-signup>', {
      scrolled: 800,
    })
    expect(loadingBelow).to.be.below(innerHeight)
    expect([box.offsetHeight, below()]).to.deep.equal([900, loadingBelow])
    expect(element.renderRoot.querySelector<HTMLElement>('[part=root]')?.offsetHeight).to.be.below(800)
    page.remove()
  })

  it('is given back below the window where a short answer ends in it, and nothing in it moves', async () => {
    const { page, box, element } = await showFull('<training-signup></training-signup>', {
      style: 'display: block; min-height: 3000px',
      above: 20,
    })
    const answer = element.renderRoot.querySelector('[part=root]')!.getBoundingClientRect()
    expect([answer.top, answer.bottom < innerHeight]).to.deep.equal([box.getBoundingClientRect().top, true])
    expect(box.getBoundingClientRect().bottom).to.be.closeTo(innerHeight, 1)
    expect(below()).to.be.at.least(innerHeight)
    page.remove()
  })

  it('is given back whole where all of the form is below the window', async () => {
    const { page, box } = await showFull('<training-signup></training-signup>', {
      style: 'display: block; min-height: 3000px',
      above: innerHeight + 500,
    })
    expect(box.offsetHeight).to.be.below(800)
    page.remove()
  })
})
