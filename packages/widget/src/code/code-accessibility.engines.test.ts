import { expect } from '@open-wc/testing'
import { expectAccessible, themes } from '../testing/axe.ts'
import { CodeServer, codeBox, pressWay, showCode, tryCode, typeCode } from '../testing/code.ts'
import { find, json, press, problem, send } from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

/** Everything that can be on screen while a code is awaited. */
const steps: Record<string, (element: TrainingSignupElement, server: CodeServer) => Promise<unknown>> = {
  empty: async () => {},
  'with a fault': (element) => tryCode(element, '654321'),
  'after a failure': (element, server) => {
    server.check = () => json(503, {})
    return tryCode(element)
  },
  'with another code on its way': (element) => pressWay(element, 'again'),
  checking: async (element, server) => {
    server.check = () => new Promise(() => {})
    typeCode(element, '654321')
    press(element)
    await element.updateComplete
  },
  over: (element, server) => {
    server.check = () => problem(409, 'verification-over')
    return tryCode(element)
  },
}

for (const theme of themes) {
  describe(`accessibility of the step for the code, ${theme}`, () => {
    for (const [step, act] of Object.entries(steps)) {
      it(step, async () => {
        const { element, server } = await showCode(new CodeServer(), { theme, lang: theme === 'dark' ? 'es' : 'en' })
        await act(element, server)
        await expectAccessible(element)
      })
    }
  })
}

describe('the step for the code', () => {
  for (const dir of ['ltr', 'rtl'])
    it(`fits where there is little room, on a page that reads ${dir}`, async () => {
      const server = new CodeServer()
      server.signUp = () => server.pending([{ status: 'pending_verification' }], `${'long.'.repeat(30)}@kcpd.example`)
      const { element, page } = await showCode(server)
      page.dir = dir
      page.style.width = '320px'
      await send(element)
      await pressWay(element, 'again')
      expect(element.scrollWidth).to.be.at.most(320)
      const root = find(element, '[part=root]').getBoundingClientRect()
      for (const one of element.renderRoot.querySelectorAll('form :is(input, button, p, h3)')) {
        const { left, right, width } = one.getBoundingClientRect()
        if (width > 1) expect([left >= root.left, right <= root.right], one.outerHTML).to.deep.equal([true, true])
      }
    })

  it('shows digits in their order on a page that reads from the right', async () => {
    const { element, page } = await showCode()
    page.dir = 'rtl'
    expect(getComputedStyle(codeBox(element)).direction).to.equal('ltr')
  })

  it('has targets that a thumb can hit', async () => {
    const { element } = await showCode()
    for (const one of element.renderRoot.querySelectorAll<HTMLElement>('form :is(button, input)'))
      expect(one.offsetHeight, one.outerHTML).to.be.at.least(44)
  })
})
