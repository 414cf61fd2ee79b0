import type { Context } from 'hono'
import { html } from 'hono/html'
import { checkLicense, enterLicense, licenseField, licenseName } from '../../../core/credit/licenses.ts'
import { readOwnStandings } from '../../../core/credit/standings.ts'
import { answerPage, type Page } from '../../../platform/html/layout.ts'
import { readControls } from '../../../platform/html/sent-form.ts'
import { isProblem } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { seeOther } from '../answers.ts'
import type { RegistrationOwner } from '../link-owner.ts'
import { fillingPage } from '../views.ts'
import { sayingPage } from './evaluation-page.ts'

const done = 'licensed'

/** Creates the page where someone enters the license number that their certificate needs. */
export function createLicensing(system: System) {
  const isMissing = async ({ registration }: RegistrationOwner) =>
    (await readOwnStandings(system, registration)).some(
      ({ grant, certificate }) => !certificate && grant.missing?.some(({ kind }) => kind === 'license'),
    )
  const answer = (c: Context, page: Page, status: 200 | 422 = 200) => answerPage(c, system.config, page, status)
  return {
    async show(c: Context, owner: RegistrationOwner): Promise<Response> {
      const { lang } = owner
      if (await isMissing(owner)) return answer(c, formPage(owner))
      const key = owner.done === done ? 'mine.license.saved' : 'mine.license.settled'
      return answer(c, sayingPage(owner, say(lang, key), say(lang, `${key}.text`)))
    },
    async send(c: Context, owner: RegistrationOwner): Promise<Response> {
      const { lang, registration, at } = owner
      if (!(await isMissing(owner))) return seeOther(system.config, at('/license'))
      const typed = (await readControls(c)).get(licenseName) ?? ''
      const { number, fault } = { number: undefined, ...checkLicense(typed, lang) }
      if (number === undefined) return answer(c, formPage(owner, { typed: typed, fault: fault ?? '' }), 422)
      try {
        await enterLicense(system, registration.id, { number, before: '', by: 'person' })
      } catch (error) {
        // Someone else entered another number in the meantime: the page says what to do.
        if (!isProblem(error, 'precondition-failed')) throw error
        return seeOther(system.config, at('/license'))
      }
      return seeOther(system.config, at('/license', done))
    },
  }
}

function formPage(owner: RegistrationOwner, wrong?: { typed: string; fault: string }): Page {
  const { lang, at, languages } = owner
  const faults = wrong ? [{ pointer: `/people/0/${licenseName}`, code: 'required', message: wrong.fault }] : []
  return {
    ...fillingPage(owner, {
      title: say(lang, 'mine.license.enter'),
      lead: html`<p>${say(lang, 'mine.license.text')}</p>`,
      fields: [licenseField(lang)],
      person: { [licenseName]: wrong?.typed ?? '' },
      faults,
      action: at('/license'),
      button: say(lang, 'mine.license.save'),
    }),
    languages,
  }
}
