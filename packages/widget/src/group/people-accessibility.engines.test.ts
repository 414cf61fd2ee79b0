import { aTimeout, expect } from '@open-wc/testing'
import { expectAccessible, themes } from '../testing/axe.ts'
import {
  addPerson,
  fillShared,
  keyAt,
  linesOf,
  paste,
  personAt,
  registeredAll,
  showSeveral,
  toSeveral,
  typePerson,
} from '../testing/group.ts'
import { control, FakeServer, find, send, show } from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

const unclear = ['Ada María de la Cruz\tada@kcpd\tPatrol\t816-555-0100', ...linesOf(1), ...linesOf(1)]

/** Every step that a group can be in. */
const steps: Record<string, (element: TrainingSignupElement, server: FakeServer) => Promise<void>> = {
  'empty, with everything open': async (element) => {
    for (const details of element.renderRoot.querySelectorAll('details')) details.open = true
    await aTimeout(20)
  },
  'filled in': async (element) => {
    await typePerson(element, 0, { givenName: 'Ada', role: 'other', roleOther: 'Chaplain' })
    await addPerson(element)
  },
  'with unclear answers': (element) => paste(element, unclear),
  'with a person removed': async (element) => {
    await paste(element, linesOf(3))
    personAt(element, 1).querySelector('button')?.click()
    await aTimeout(20)
  },
  'with faults': async (element) => {
    await paste(element, unclear)
    await send(element)
  },
  'after a failure in the middle': async (element, server) => {
    const answer = registeredAll(server)
    server.register = () => (server.posts.length === 1 ? answer() : Promise.reject(new TypeError('broken')))
    await paste(element, linesOf(52))
    await fillShared(element)
    await send(element)
  },
  'with a result': async (element, server) => {
    server.register = registeredAll(server, ({ givenName }) => (givenName === 'Ada' ? 'confirmed' : 'waitlisted'))
    await paste(element, linesOf(3))
    await fillShared(element)
    await send(element)
  },
}

for (const theme of themes) {
  describe(`accessibility of the form for several people, ${theme}`, () => {
    for (const [step, act] of Object.entries(steps)) {
      it(step, async () => {
        const { element, server } = await showSeveral(new FakeServer(), { theme })
        await act(element, server)
        await expectAccessible(element)
      })
    }
  })
}

describe('the form for several people', () => {
  it('names the person that each question belongs to', async () => {
    const { element } = await showSeveral()
    await typePerson(element, 0, { givenName: 'Ada' })
    const group = control(element, keyAt(element, 0, 'givenName')).closest('[role=group]')
    const name = find(element, `#${group?.getAttribute('aria-labelledby')}`)
    expect(name.textContent).to.contain('Person 1: Ada')
  })

  for (const dir of ['ltr', 'rtl'])
    it(`fits where there is little room, on a page that reads ${dir}`, async () => {
      const { element, page } = await show()
      page.dir = dir
      page.style.width = '320px'
      await toSeveral(element)
      await paste(element, unclear)
      await send(element)
      expect(element.scrollWidth).to.be.at.most(320)
      const root = find(element, '[part=root]').getBoundingClientRect()
      for (const one of element.renderRoot.querySelectorAll('input, select, textarea, button, [part=mark]')) {
        const { left, right, width } = one.getBoundingClientRect()
        if (width > 1) expect([left >= root.left, right <= root.right], one.outerHTML).to.deep.equal([true, true])
      }
    })

  it('has targets that a thumb can hit', async () => {
    const { element } = await showSeveral()
    await paste(element, unclear)
    for (const one of element.renderRoot.querySelectorAll('form :is(button, summary, select, input[type=text])')) {
      const { height } = one.getBoundingClientRect()
      if (one.checkVisibility() && !one.closest('[inert]')) expect(height, one.outerHTML).to.be.at.least(44)
    }
  })
})
