import { expect } from '@open-wc/testing'
import { answerOf, citizens, formOf, listOf } from './testing/fixtures.ts'
import { fillShared, outcomes, paste, toSeveral, typePerson } from './testing/group.ts'
import { FakeServer, find, json, press, send, settle, show } from './testing/show.ts'
import type { TrainingSignupElement } from './training-signup.ts'

const endless = 'Wolfeschlegelsteinhausen'.repeat(4)
const text = { title: endless, summary: endless }

/** What reaches beyond the widget, and so into the page. */
function tooWide(element: TrainingSignupElement) {
  const root = find(element, '[part=root]').getBoundingClientRect()
  return [...element.renderRoot.querySelectorAll('[part]:not(.aside *)')]
    .filter((one) => one.getBoundingClientRect().right > root.right + 1)
    .map((one) => one.outerHTML.slice(0, 80))
}

describe('words without an end stay inside', () => {
  for (const width of ['320px', '700px']) {
    it(`of several trainings, ${width} wide`, async () => {
      const server = new FakeServer()
      const audience = { roles: [], self: endless }
      server.trainings = (lang) => json(200, listOf(lang, [{ ...text, audience }, citizens(lang)]))
      const { element, page } = await show(server, { training: 'first-responders,citizens' })
      page.style.width = width
      expect(element.renderRoot.textContent).to.contain(endless)
      expect(tooWide(element)).to.deep.equal([])
    })

    it(`of several people and what becomes of them, ${width} wide`, async () => {
      const server = new FakeServer()
      const fields = [
        ...formOf().fields.filter(({ id }) => id !== 'role'),
        {
          id: 'role',
          type: 'radio' as const,
          label: endless,
          required: true,
          options: [{ value: 'police', label: endless }],
        },
      ]
      server.training = (lang) => json(200, answerOf(lang, { training: text, form: { fields } }, 'several'))
      const { element, page } = await show(server)
      page.style.width = width
      expect(tooWide(element)).to.deep.equal([])
      await toSeveral(element)
      await typePerson(element, 0, { givenName: endless, familyName: 'Reyes' })
      await paste(element, [`Ada Reyes\t${endless}@kcpd.example\t${endless}`])
      expect(element.renderRoot.textContent).to.contain(endless)
      expect(tooWide(element)).to.deep.equal([])
      press(element, '[part=person]:last-of-type > [part=actions] button')
      await fillShared(element)
      await send(element)
      await settle(element)
      expect(outcomes(element)[0]).to.contain(endless)
      expect(tooWide(element)).to.deep.equal([])
    })
  }
})
