import type { PostTest } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { readTestState, type TestState, takeTest, topicsOf, triesLeft } from '../../../core/evaluation/post-test.ts'
import { checkAnswers, testFieldOf } from '../../../core/evaluation/questions.ts'
import { formatDay } from '../../../core/trainings/local-time.ts'
import { answerPage, type Html, type Page } from '../../../platform/html/layout.ts'
import { momentView, moods } from '../../../platform/html/moment.ts'
import { readAnswers, readControls } from '../../../platform/html/sent-form.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { pickText, say } from '../../../words/index.ts'
import { seeOther } from '../answers.ts'
import { askingForm, faultsView, nothingSent, type SentAnswers } from '../asked-view.ts'
import type { RegistrationOwner } from '../link-owner.ts'
import { frame } from '../views.ts'
import { notAskedPage, ownPageView, readAsking } from './evaluation-page.ts'

const triedName = '_tried'

/** Creates the page with the test of a training. */
export function createPostTest(system: System) {
  const { config, db } = system
  const read = async (owner: RegistrationOwner) => {
    const { input, why } = await readAsking(system, owner)
    if (input.test === null) throw new ProblemError('not-found')
    return { test: input.test, why, state: await readTestState(db.reader, owner.registration.id) }
  }
  return {
    async show(c: Context, owner: RegistrationOwner): Promise<Response> {
      const { test, why, state } = await read(owner)
      const page = why === undefined || state?.passedOn ? testPage(owner, test, state) : notAskedPage(owner, why)
      return answerPage(c, config, page)
    },
    async send(c: Context, owner: RegistrationOwner): Promise<Response> {
      const { test, why, state } = await read(owner)
      if (why === undefined) {
        const controls = await readControls(c)
        const fields = test.questions.map((question) => testFieldOf(question, owner.lang))
        // What is no option of a question is no right answer either.
        const { answers, faults } = checkAnswers(fields, readAnswers(controls, fields))
        // A try that no one meant would be lost.
        if (Object.keys(answers).length === 0 && isOpenFor(test, state))
          return answerPage(c, config, testPage(owner, test, state, { person: {}, faults }), 422)
        await takeTest(system, owner.registration.id, { answers, tried: Number(controls.get(triedName)) || 0 })
      }
      return seeOther(config, owner.at('/test'))
    },
  }
}

const isOpenFor = (test: PostTest, state: TestState | undefined): boolean =>
  !state?.passedOn && triesLeft(test, state) !== 0

function testPage(owner: RegistrationOwner, test: PostTest, state: TestState | undefined, sent = nothingSent): Page {
  const { lang, languages } = owner
  const isOpen = isOpenFor(test, state)
  const title = say(lang, 'test.title')
  return {
    ...frame(owner),
    languages,
    title: sent.faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main>${faultsView(lang, sent)}${state ? stateView(owner, test, state) : ''}${
      isOpen ? (state ? html`<h2>${title}</h2>` : html`<h1>${title}</h1>`) : ''
    }${isOpen ? formView(owner, test, state, sent) : ownPageView(owner)}</main>`,
  }
}

function stateView({ lang }: RegistrationOwner, test: PostTest, state: TestState): Html {
  const counts = { right: state.score, all: test.questions.length, pass: test.pass }
  if (state.passedOn)
    return momentView({
      mood: moods.good,
      word: say(lang, 'test.passed'),
      title: say(lang, 'test.passed.title', counts),
      text: say(lang, 'test.passed.text', { day: formatDay(state.passedOn, lang) }),
    })
  const left = triesLeft(test, state)
  const text =
    left === undefined
      ? say(lang, 'test.again.often')
      : left === 0
        ? say(lang, 'test.noTries')
        : say(lang, 'test.again.left', { count: left })
  return momentView(
    { mood: moods.waiting, word: say(lang, 'test.notYet'), title: say(lang, 'test.score', counts), text },
    html`<ul>${topicsOf(test, state).map((topic) => html`<li>${pickText(topic, lang)}</li>`)}</ul>`,
  )
}

function formView(
  { lang, at }: RegistrationOwner,
  test: PostTest,
  state: TestState | undefined,
  sent: SentAnswers,
): Html {
  return html`<p>${say(lang, 'test.lead', { count: test.questions.length, pass: test.pass })}</p>
${askingForm({
  lang,
  action: at('/test'),
  asked: test.questions.map((question) => ({ field: testFieldOf(question, lang) })),
  sent,
  button: say(lang, state ? 'test.again' : 'test.send'),
  below: html`<input type="hidden" name="${triedName}" value="${state?.tries ?? 0}">`,
})}
<p class="hint">${say(lang, 'test.kept')}</p>`
}
