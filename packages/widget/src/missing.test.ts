import { expect } from '@open-wc/testing'
import type { MissingTraining } from '@training-signup/contract'
import { say } from '../../server/src/words/index.ts'
import { answerOf, nextDate, stateWords } from './testing/fixtures.ts'
import {
  FakeServer,
  fillIn,
  find,
  focused,
  isMarked,
  json,
  partText,
  press,
  registered,
  send,
  settle,
  show,
  textOf,
  type,
  warningsOf,
} from './testing/show.ts'

type Lang = 'en' | 'es'

/** What the server says in place of a training. */
function instead(state: 'withdrawn' | 'unknown', lang: Lang = 'en'): MissingTraining {
  const help = [{ heading: say(lang, 'help.heading'), lines: [{ text: '911', href: 'tel:911' }] }]
  const notice = { title: say(lang, `state.${state}`), text: say(lang, `state.${state}.text`) }
  return {
    training: {
      state,
      audience: { roles: [], self: '' },
      notice,
      notify: { label: say(lang, 'state.all'), href: `https://signup.example.org/?lang=${lang}` },
      help: state === 'withdrawn' ? help : [],
      ...(state === 'withdrawn' && { next: nextDate }),
    },
    form: { fields: [], consents: [], requires: [] },
    words: { direction: 'ltr', ...stateWords({ state, notice }, lang) },
    lang,
    languages: ['en', 'es'],
  }
}

const statuses = { withdrawn: 410, unknown: 404 }
const missing = (state: 'withdrawn' | 'unknown') => (lang: Lang) =>
  json(statuses[state], { type: '/problems/x', title: 'x', status: statuses[state], instead: instead(state, lang) })

const serverWithout = (state: 'withdrawn' | 'unknown') => Object.assign(new FakeServer(), { training: missing(state) })

describe('a training that is not there', () => {
  for (const state of ['withdrawn', 'unknown'] as const)
    for (const details of ['full', 'none'] as const)
      it(`is said to be ${state} in the widget's own look, with details="${details}", and nothing offers to try again`, async () => {
        const told: string[] = []
        const listen = (event: { type: string; problem?: string }) => told.push(event.problem ?? event.type)
        for (const name of ['error', 'ready']) document.addEventListener(`training-signup-${name}`, listen)
        const server = serverWithout(state)
        let element: Awaited<ReturnType<typeof show>>['element'] | undefined
        const warnings = await warningsOf(async () => {
          ;({ element } = await show(server, { details }))
        })
        for (const name of ['error', 'ready']) document.removeEventListener(`training-signup-${name}`, listen)
        const shown = element!
        expect([partText(shown, 'panel-title'), partText(shown, 'panel-text')]).to.deep.equal([
          say('en', `state.${state}`),
          say('en', `state.${state}.text`),
        ])
        expect(isMarked(shown, 'lock')).to.equal(true)
        expect(find(shown, '[part=root]').checkVisibility()).to.equal(true)
        expect(shown.renderRoot.querySelector('[part=card], [part=unavailable], form')).to.equal(null)
        expect(textOf(shown)).to.not.match(/Try again|Check again/)
        const links = [...shown.renderRoot.querySelectorAll<HTMLAnchorElement>('[part=panel] a')]
        expect(links.map(({ href }) => href)).to.deep.equal(['https://signup.example.org/?lang=en'])
        expect(shown.querySelector('a')?.checkVisibility(), 'the link to a page that says the same').to.equal(false)
        expect(warnings).to.deep.equal(['<training-signup>: no training "first-responders"'])
        expect(told).to.deep.equal(['/problems/x'])
        expect(server.impressions).to.have.length(0)
      })

  it('speaks the visitor’s language, and leads on to the next date with the focus on its title', async () => {
    const { element, server } = await show(serverWithout('withdrawn'))
    press(element, '[part~=language]')
    await settle(element)
    expect([partText(element, 'panel-title'), find(element, '[part=root]').lang]).to.deep.equal([
      say('es', 'state.withdrawn'),
      'es',
    ])
    server.training = (lang) => json(200, answerOf(lang, { training: { slug: nextDate.slug, title: nextDate.title } }))
    press(element, '[part=panel] [part=training] button')
    await settle(element)
    expect(server.requests.at(-1)?.url.pathname).to.contain(`/trainings/${nextDate.slug}`)
    expect([partText(element, 'title'), focused(element)]).to.deep.equal([
      nextDate.title,
      find(element, '[part=title]'),
    ])
    expect(find(element, '[part=root]').lang).to.equal('es')
    expect(find(element, 'form').checkVisibility()).to.equal(true)
  })

  it('takes the place of a form, for one person or a group, that was loaded before', async () => {
    for (const isForGroup of [false, true]) {
      const { element, server } = await show()
      type(element, 'givenName', 'Ada')
      if (isForGroup) {
        press(element, '[part=form] .row [part~=quiet]')
        await settle(element)
      }
      server.training = missing('withdrawn')
      press(element, '[part~=language]')
      await settle(element)
      expect(partText(element, 'panel-title')).to.equal(say('es', 'state.withdrawn'))
    }
  })

  it('is said where the form for a group was asked for', async () => {
    const { element, server } = await show()
    server.training = missing('withdrawn')
    press(element, '[part=form] .row [part~=quiet]')
    await settle(element)
    expect(partText(element, 'panel-title')).to.equal(say('en', 'state.withdrawn'))
  })

  it('leaves someone who has registered the result', async () => {
    const { element, server } = await show()
    server.register = () => registered()
    await fillIn(element)
    await send(element)
    server.training = missing('withdrawn')
    press(element, '[part~=language]')
    await settle(element)
    expect(partText(element, 'reference')).to.equal('K7-PQ4M')
  })
})
