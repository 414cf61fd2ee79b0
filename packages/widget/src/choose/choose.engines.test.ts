import { aTimeout, expect } from '@open-wc/testing'
import type { TrainingsAnswer } from '@training-signup/contract'
import { catalogue, say, type WordKey } from '../../../server/src/words/index.ts'
import { answerOf, citizens, listOf } from '../testing/fixtures.ts'
import {
  control,
  FakeServer,
  fillIn,
  find,
  focused,
  json,
  partText,
  press,
  send,
  settle,
  show,
  textOf,
  type,
} from '../testing/show.ts'
import type { TrainingSignupElement } from '../training-signup.ts'

type Shown = TrainingSignupElement
const both = { training: 'first-responders, citizens' }
const chooserWord = (key: WordKey, lang: 'en' | 'es' = 'en') => {
  expect(catalogue(lang, 'list')).to.include.keys(key)
  return say(lang, key)
}

const textsOf = (element: Shown, selector: string) =>
  [...element.renderRoot.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim())
const titlesOf = (element: Shown) => textsOf(element, '[part=training-title]')
const cardOf = (element: Shown, slug: string) => find(element, `#t-${slug}`).closest('li')
const buttonOf = (element: Shown, slug: string) => cardOf(element, slug)?.querySelector('button')
const back = '[part=toolbar] [part=quiet]'
const responders = 'Human trafficking training for first responders'
const forCitizens = 'Human trafficking training for citizens'

async function open(element: Shown, slug: string) {
  buttonOf(element, slug)?.click()
  await settle(element)
}

async function goBack(element: Shown) {
  press(element, back)
  await settle(element)
}

/** What the visitor says to be, by the words of the choice. */
async function sayToBe(element: Shown, text: string) {
  const choices = [...element.renderRoot.querySelectorAll<HTMLElement>('[part=audiences] label')]
  choices.find((choice) => choice.textContent?.trim() === text)?.click()
  await element.updateComplete
}

function serverWithList(changes: Parameters<typeof listOf>[1], more?: Pick<TrainingsAnswer, 'all'>) {
  const server = new FakeServer()
  server.trainings = (lang) => json(200, { ...listOf(lang, changes), ...more })
  return server
}

describe('several trainings', () => {
  for (const [how, attributes, query] of [
    ['named', both, 'slug=first-responders%2Ccitizens&lang=en'],
    ['of a series, which wins over a training', { series: 'jackson county' }, 'series=jackson+county&lang=en'],
    ['credited to a partner', { ...both, partner: 'we' }, 'slug=first-responders%2Ccitizens&partner=we&lang=en'],
  ] as const) {
    it(`${how}, are asked for in one request and shown to choose from`, async () => {
      const { element, server } = await show(new FakeServer(), attributes)
      expect(server.requests.map(({ url }) => url.href)).to.deep.equal([
        `https://signup.example.org/api/v1/trainings?${query}`,
      ])
      expect(partText(element, 'title')).to.equal(chooserWord('choose.heading'))
      expect(titlesOf(element)).to.deep.equal([responders, forCitizens])
      expect(textOf(element)).to.contain('Monday, December 7, 2026').and.contain('KCPD Regional Training Academy')
      expect(server.impressions).to.have.length(0)
      expect(element.querySelector('a')?.checkVisibility()).to.equal(false)
      expect(document.activeElement).not.to.equal(element)
    })
  }

  it('are narrowed to those for the visitor’s role, in either language', async () => {
    const { element } = await show(new FakeServer(), both)
    expect(textsOf(element, '[part=audiences] label')).to.deep.equal([
      say('en', 'card.self.responder'),
      say('en', 'card.self.community'),
      chooserWord('choose.all'),
    ])
    await sayToBe(element, say('en', 'card.self.community'))
    expect(titlesOf(element)).to.deep.equal([forCitizens])
    press(element, '[part~=language]')
    await settle(element)
    expect(titlesOf(element)).to.deep.equal([forCitizens])
    expect(find(element, '[part=audiences] input:checked').closest('label')?.textContent?.trim()).to.equal(
      say('es', 'card.self.community'),
    )
    await sayToBe(element, chooserWord('choose.all', 'es'))
    expect(titlesOf(element)).to.have.length(2)
  })

  it('for the same people are no question', async () => {
    const { element } = await show(serverWithList([{}, { slug: 'again', title: 'Again' }]), both)
    expect(titlesOf(element)).to.have.length(2)
    expect(element.renderRoot.querySelector('[part=audiences], input')).to.equal(null)
  })

  for (const [state, go] of [
    ['open', 'Register'],
    ['few', 'Register'],
    ['waitlist', 'Join the waiting list'],
    ['full', 'Details'],
    ['upcoming', 'Details'],
    ['closed', 'Details'],
    ['cancelled', 'Details'],
    ['moved' as 'open', 'Details'],
  ] as const) {
    it(`say of one that is ${state} what it leads to: ${go}`, async () => {
      const notice = { title: `It is ${state}`, text: '' }
      const { element } = await show(serverWithList([{}, { ...citizens(), state, notice }]), both)
      expect(cardOf(element, 'citizens')?.textContent).to.contain(`It is ${state}`)
      expect(cardOf(element, 'citizens')?.querySelector('.go')?.textContent).to.equal(go)
    })
  }

  it('open wherever their row is pressed, and show their day as a leaf of a calendar', async () => {
    const { element } = await show(new FakeServer(), both)
    const row = cardOf(element, 'citizens')!
    row.scrollIntoView({ block: 'center' })
    const { left, top, right, bottom } = row.getBoundingClientRect()
    for (const [x, y] of [
      [left + 3, top + 3],
      [right - 3, bottom - 3],
      [(left + right) / 2, (top + bottom) / 2],
    ] as const)
      expect(element.renderRoot.elementFromPoint(x, y)).to.equal(buttonOf(element, 'citizens'))
    expect(row.querySelector('[part=tile]')?.textContent).to.match(/^[A-Z][a-z]+\d+$/)
    expect(getComputedStyle(row.querySelector('.go')!).textDecorationLine).to.equal('none')
  })

  it('that are over are folded, of the visitor’s role only, and open like the others', async () => {
    const over = { ...citizens(), state: 'past' as const }
    const { element } = await show(serverWithList([{}, over]), both)
    const fold = find(element, 'details')
    expect(find(element, 'summary').textContent).to.equal(chooserWord('choose.past'))
    expect([
      fold.contains(cardOf(element, 'citizens')),
      fold.contains(cardOf(element, 'first-responders')),
    ]).to.deep.equal([true, false])
    expect(cardOf(element, 'citizens')?.checkVisibility({ contentVisibilityAuto: true })).to.equal(false)
    await sayToBe(element, say('en', 'card.self.responder'))
    expect(element.renderRoot.querySelector('details')).to.equal(null)
    await sayToBe(element, say('en', 'card.self.community'))
    expect(element.renderRoot.querySelectorAll('[part=trainings]')).to.have.length(1)
    await open(element, 'citizens')
    expect(partText(element, 'title')).to.equal(forCitizens)
  })

  it('that are all over say that there is none now', async () => {
    const past = { state: 'past' as const }
    const { element } = await show(serverWithList([past, { ...citizens(), ...past }]), both)
    expect(textOf(element)).to.contain(chooserWord('choose.none'))
    expect(titlesOf(element)).to.have.length(2)
  })

  it('are none where there are none: that is said, and the link stays', async () => {
    const { element } = await show(serverWithList([]), both)
    expect(textOf(element)).to.contain(chooserWord('choose.none'))
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
  })

  it('that are all over or gone lead to all others, in place of the link to those', async () => {
    const all = { label: say('en', 'state.all'), href: 'https://signup.example.org/?p=rotary' }
    const past = { state: 'past' as const }
    for (const some of [[], [past, { ...citizens(), ...past }]])
      for (const asked of [both, { series: 'jackson' }]) {
        const { element } = await show(serverWithList(some, { all }), asked)
        const link = find(element, `a[href="${all.href}"]`)
        expect(link.textContent).to.equal(all.label)
        expect(link.getBoundingClientRect().height).to.be.at.least(44)
        expect(element.querySelector('a')?.checkVisibility()).to.equal(false)
      }
  })

  it('open right away when there is only one, without taking the focus and with no way back to a choice', async () => {
    const { element, server } = await show(serverWithList([citizens()]), { series: 'jackson' })
    expect(partText(element, 'title')).to.equal(forCitizens)
    expect(find(element, 'form')).to.exist
    expect(element.renderRoot.querySelector(back)).to.equal(null)
    expect(document.activeElement).not.to.equal(element)
    expect(server.requests.map(({ url }) => url.pathname)).to.deep.equal([
      '/api/v1/trainings',
      '/api/v1/trainings/citizens',
    ])
  })
})

describe('a chosen training', () => {
  it('is shown with the focus on its title, and signed up for', async () => {
    const { element, server } = await show(new FakeServer(), both)
    await open(element, 'citizens')
    expect(partText(element, 'title')).to.equal(forCitizens)
    expect(focused(element)).to.equal(find(element, '[part=title]'))
    await fillIn(element)
    await send(element)
    expect(server.posts[0]?.url.pathname).to.equal('/api/v1/trainings/citizens/registrations')
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })

  it('leads back to the others, with the focus on their heading, and has what was typed into another', async () => {
    const { element } = await show(new FakeServer(), both)
    await open(element, 'first-responders')
    type(element, 'givenName', 'Ada')
    expect(find(element, back).textContent).to.equal(chooserWord('choose.back'))
    await goBack(element)
    expect(focused(element)).to.equal(find(element, '[part=title]'))
    expect(titlesOf(element)).to.deep.equal([responders, forCitizens])
    expect(element.renderRoot.querySelector(back)).to.equal(null)
    await open(element, 'citizens')
    expect(control(element, 'givenName').value).to.equal('Ada')
  })

  it('cannot be left while it is being sent', async () => {
    const { element, server } = await show(new FakeServer(), both)
    await open(element, 'citizens')
    const reply = Promise.withResolvers<Response>()
    server.register = () => reply.promise
    await fillIn(element)
    press(element)
    await aTimeout(20)
    expect(element.renderRoot.querySelector(back)).to.equal(null)
    reply.resolve(json(503, {}))
    await settle(element)
    expect(element.renderRoot.querySelector(back)).to.exist
  })

  it('keeps the language of the choice, and the choice that of the training', async () => {
    const { element, server } = await show(new FakeServer(), both)
    press(element, '[part~=language]')
    await settle(element)
    expect([partText(element, 'title'), find(element, '[part=root]').lang]).to.deep.equal([
      chooserWord('choose.heading', 'es'),
      'es',
    ])
    await open(element, 'first-responders')
    expect(find(element, '[part=root]').lang).to.equal('es')
    press(element, '[part~=language]')
    await settle(element)
    expect(server.requests.at(-1)?.url.href).to.contain('/first-responders?lang=en')
    await goBack(element)
    expect([partText(element, 'title'), find(element, '[part=root]').lang]).to.deep.equal([
      chooserWord('choose.heading'),
      'en',
    ])
  })

  it('that is gone leaves the link, and a second try the choice', async () => {
    const { element, server } = await show(new FakeServer(), both)
    server.training = () => json(500, {})
    await open(element, 'citizens')
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true)
    press(element, '[part=quiet]')
    await settle(element)
    expect(titlesOf(element)).to.have.length(2)
  })

  it('is shown in one widget, while another on the page still lets choose', async () => {
    const first = await show(new FakeServer(), both)
    const second = await show(new FakeServer(), { ...both, lang: 'es' })
    await open(first.element, 'citizens')
    expect(partText(first.element, 'title')).to.equal(forCitizens)
    expect(partText(second.element, 'title')).to.equal(chooserWord('choose.heading', 'es'))
    await sayToBe(second.element, say('es', 'card.self.responder'))
    await goBack(first.element)
    expect([titlesOf(first.element).length, titlesOf(second.element).length]).to.deep.equal([2, 1])
  })

  it('is found by its own slug where the answer names it in another order', async () => {
    const { element, server } = await show(serverWithList([citizens(), {}]), both)
    server.training = (lang, url) =>
      json(200, answerOf(lang, { training: { title: url.pathname.split('/').at(-1) ?? '' } }))
    await open(element, 'first-responders')
    expect(partText(element, 'title')).to.equal('first-responders')
  })
})
