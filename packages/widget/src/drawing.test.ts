import { expect, waitUntil } from '@open-wc/testing'
import { linesOf, paste, personAt, showSeveral } from './testing/group.ts'
import { show, unconnected } from './testing/show.ts'

const realTimeout = globalThis.setTimeout
const realFormat = Intl.DateTimeFormat
afterEach(() => Object.assign(globalThis, { setTimeout: realTimeout }))
afterEach(() => Object.assign(Intl, { DateTimeFormat: realFormat }))

it('where and when are drawn in a task of their own, then the form, then further details and the help', async () => {
  const parts = ['skeleton', 'card', 'form', 'about', 'help']
  const drawn = new Set<string>()
  // Looks before each new task what those before have drawn.
  const look = () => {
    const root = document.querySelector('training-signup')?.shadowRoot
    drawn.add(parts.filter((part) => root?.querySelector(`[part~=${part}]`)).join())
  }
  globalThis.setTimeout = ((run: () => void, ms: number) =>
    realTimeout(() => {
      look()
      run()
    }, ms)) as typeof setTimeout
  await show()
  look()
  // On a busy machine, timers of others fall between these steps and see the skeleton by itself.
  const steps = [...drawn].filter((step) => step.includes('card'))
  expect(steps).to.deep.equal(['skeleton,card', 'card', 'card,form', 'card,form,about,help'])
  expect([...drawn].filter((step) => !step.includes('card') && /form|about|help/.test(step))).to.deep.equal([])
})

it('the date comes in the server’s words: the first that a page formats takes as long as the form', async () => {
  let formatted = 0
  const count = () => (formatted += 1)
  Intl.DateTimeFormat = new Proxy(realFormat, {
    construct: (target, given) => (count(), Reflect.construct(target, given)),
    apply: (target, self, given) => (count(), Reflect.apply(target, self, given)),
  })
  const { element } = await show(undefined, { lang: 'es' })
  expect(element.shadowRoot?.querySelector('[part=tile]')?.textContent).to.equal('Dic7')
  expect(formatted).to.equal(0)
})

it('what stands for the form is few elements, which a slow phone draws before the form', async () => {
  const element = unconnected()
  document.body.append(element)
  await element.updateComplete
  element.remove()
  expect(element.shadowRoot?.querySelectorAll('*').length).to.be.lessThan(9)
})

it('what is asked about a person of a list is drawn once they are opened', async () => {
  const { element } = await showSeveral()
  await paste(element, linesOf(3))
  const drawn = () => [0, 1, 2].map((index) => personAt(element, index).querySelectorAll('input, select').length > 0)
  expect(drawn()).to.deep.equal([false, false, false])
  personAt(element, 1).open = true
  await waitUntil(() => drawn()[1])
  expect(drawn()).to.deep.equal([false, true, false])
})
