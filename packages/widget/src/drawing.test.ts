import { expect } from '@open-wc/testing'
import { show } from './testing/show.ts'

const realTimeout = globalThis.setTimeout
afterEach(() => (globalThis.setTimeout = realTimeout))

it('the details are drawn in a task of their own, then the form with the help below', async () => {
  const parts = ['skeleton', 'card', 'form', 'help']
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
  expect(steps).to.deep.equal(['skeleton,card', 'card', 'card,form,help'])
  expect([...drawn].filter((step) => !step.includes('card') && /form|help/.test(step))).to.deep.equal([])
})
