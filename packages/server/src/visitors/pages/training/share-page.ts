import type { Language, Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { presentTraining } from '../../../core/trainings/present.ts'
import { findPublicTraining } from '../../../core/trainings/trainings.ts'
import { basePath } from '../../../platform/config.ts'
import { pathOf, readAsset } from '../../../platform/html/assets.ts'
import { answerPage, type Html, ownQuery, type Page } from '../../../platform/html/layout.ts'
import { addShown } from '../../../platform/http/limits/cost.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf, say } from '../../../words/index.ts'
import { partnerOf } from '../partner-of.ts'
import { factsView } from './training-details.ts'

/** Opens the phone's list of ways to share, or copies the link. */
export const shareScript = readAsset('share.js', import.meta.url)

/**
 * Creates the page that gives a training's address to colleagues. It is the same for everyone, and
 * the address holds no one but the partner whose page led here.
 */
export function createSharePage(system: System) {
  const { config } = system
  return async (c: Context) => {
    addShown(c, 1)
    const { row, input, partners } = await findPublicTraining(system, c.req.param('slug') ?? '')
    const [lang, partner] = [languageOf(c, languagesOf(input)), partnerOf(c)]
    const view = { lang, partners, partner, publicUrl: config.publicUrl, now: system.now() }
    const here = `${basePath(config)}/t/${row.slug}/share?`
    return answerPage(c, config, {
      ...sharePage(presentTraining(row, input, view), lang, pathOf(config, shareScript)),
      partner,
      languages: languagesOf(input).map((one) => ({ lang: one, href: here + ownQuery(partner, one) })),
    })
  }
}

const sharePage = (training: Training, lang: Language, script: string): Page => ({
  lang,
  training,
  title: `${say(lang, 'result.share')}: ${training.title}`,
  body: html`<main><div class="card"><h1>${say(lang, 'result.share')}</h1>
<p>${say(lang, 'page.share.text')}</p>
${addressView(training.links.page, lang)}
<h2>${training.title}</h2>
${factsView(training, training.details.slice(0, 2))}</div></main>
<script type="module" src="${script}"></script>`,
  policy: { 'script-src': "'self'" },
})

/** Renders the address, and the buttons that the script shows where the browser can do it. */
const addressView = (address: string, lang: Language): Html =>
  html`<p class="field"><label for="address">${say(lang, 'page.share.link')}</label>
<input id="address" readonly value="${address}"></p>
<div class="actions"><button id="share" hidden>${say(lang, 'page.share')}</button>
<button id="copy" class="second" hidden>${say(lang, 'page.share.copy')}</button></div>
<p id="copied" role="status" data-text="${say(lang, 'page.share.copied')}"></p>`
