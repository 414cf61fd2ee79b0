import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { accessibilityPath, answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { lineView } from '../../platform/html/lines.ts'
import { requestLanguage } from '../../platform/http/request-language.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { partnerOf } from './partner-of.ts'
import { siteOf } from './site.ts'

/**
 * Creates the page that says what these pages are tested for, and who hears what doesn't work: the
 * organizer of the training in its address, or else the one in the settings.
 */
export function createAccessibilityPage(system: System) {
  const { config } = system
  return async (c: Context) => {
    const [lang, partner, slug] = [requestLanguage(c), partnerOf(c), c.req.query('training')]
    const training = await siteOf(system, lang, slug)
    return answerPage(c, config, {
      lang,
      partner,
      training,
      title: say(lang, 'page.accessibility'),
      languages: language.options.map((one) => ({
        lang: one,
        href: accessibilityPath(config, { lang: one, partner, slug: training?.slug }),
      })),
      body: html`<main><div class="card">${content(lang, training)}</div></main>`,
    })
  }
}

const tested = ['rules', 'size', 'keyboard', 'script'] as const

const content = (lang: Language, training: Page['training']): Html => html`<h1>${say(lang, 'page.accessibility')}</h1>
<p>${say(lang, 'page.accessibility.text')}</p>
<ul class="points">${tested.map((one) => html`<li>${say(lang, `page.accessibility.${one}`)}</li>`)}</ul>
<h2>${say(lang, 'page.accessibility.barrier')}</h2>
<p>${say(lang, 'page.accessibility.barrier.text')}</p>
${contactView(lang, training)}
<h2>${say(lang, 'page.accessibility.needs')}</h2>
<p>${say(lang, 'page.accessibility.needs.text')}</p>`

/** Renders how to reach the organizer. */
function contactView(lang: Language, training: Page['training']): Html {
  const contact = training?.help.find(({ heading }) => heading === say(lang, 'contact.organizer'))
  return contact === undefined
    ? html`<p>${say(lang, 'page.accessibility.contact')}</p>`
    : html`<p class="links">${contact.lines.map((line) => html`<span>${lineView(line)}</span>`)}</p>`
}
