import { language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { basePath } from '../../platform/config.ts'
import { joinSheets, pathOf, readAsset } from '../../platform/html/assets.ts'
import { answerBarePage } from '../../platform/html/bare-page.ts'
import { textOn } from '../../platform/html/colors.ts'
import { answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { own } from '../../platform/html/theme.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { createManifestReader } from '../embed/manifest.ts'
import { siteOf } from '../pages/site.ts'
import type { BuilderView } from './builder-view.ts'
import { type BuilderChoice, readChoice } from './choice.ts'
import { addressWith, builderForm } from './choice-form.ts'
import { mostPreviewed, readOffer } from './offer.ts'
import { builderResult, codeBar } from './result.ts'
import { partsOf } from './snippets.ts'

export const assets = {
  builderStyle: joinSheets('builder.css', ['builder', 'result'], import.meta.url),
  builder: readAsset('builder.js', import.meta.url),
  preview: readAsset('preview.js', import.meta.url),
}

/**
 * Creates handlers for the pages where sponsors build their snippet. They need no account, store
 * nothing, and also work without a script.
 */
export function createBuilder(system: System, readManifest = createManifestReader()) {
  const { config } = system
  const builder = `${basePath(config)}/embed`

  async function viewOf(c: Context, most?: typeof mostPreviewed): Promise<BuilderView> {
    // `lang` is the form's language, which says nothing about the sponsor's.
    const lang = languageOf(c, language.options, c.req.query('ui') ?? '')
    const offer = await readOffer(system, readManifest, c, { lang, ...(most && { most }) })
    const { search } = new URL(c.req.url)
    return {
      lang,
      offer,
      ...readChoice(c, config.publicUrl, offer, lang),
      paths: { builder, preview: `${builder}/preview${search}` },
    }
  }

  return {
    async build(c: Context) {
      const view = await viewOf(c)
      return answerPage(c, config, { ...builderPage(system, view), training: await siteOf(system, view.lang) })
    },
    async preview(c: Context) {
      const { choice } = await viewOf(c, mostPreviewed)
      return answerBarePage(c, config, { ...previewPage(choice), headers: { 'Cache-Control': 'no-store' } })
    },
  }
}

function builderPage({ config }: System, view: BuilderView): Page {
  const { lang } = view
  const title = say(lang, 'builder.title')
  const hasTrainings = view.choice.trainings.length > 0
  return {
    lang,
    title,
    languages: language.options.map((one) => ({ lang: one, href: addressWith(view, { ui: one }) })),
    head: html`<link rel="stylesheet" href="${pathOf(config, assets.builderStyle)}">
<script type="module" src="${pathOf(config, assets.builder)}"></script>`,
    policy: {
      'script-src': "'self'",
      // The live preview loads the same page with another choice.
      'connect-src': "'self'",
      'frame-src': "'self'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    },
    body: html`<main class="builder"><h1>${title}</h1>
<p class="lead">${say(lang, 'builder.lead')}</p>
${
  hasTrainings
    ? html`<p><a href="#copy-heading">${say(lang, 'builder.toCode')}</a></p>
<div class="columns">${builderForm(view)}${builderResult(view)}</div>${codeBar(view)}`
    : html`<p class="panel">${say(lang, 'builder.none')}</p>`
}
<p class="unseen" role="status" id="news" data-copied="${say(lang, 'builder.copied')}"
 data-selected="${say(lang, 'builder.selected')}" data-pick="${say(lang, 'builder.pick')}"></p></main>`,
  }
}

function previewPage(choice: BuilderChoice) {
  const { look, fonts, trainings, publicUrl } = choice
  const { html: snippet, reserve, script } = partsOf(choice)
  const { origin } = new URL(publicUrl)
  const statuses = trainings.map(({ slug, outcome }) => [slug, outcome])
  return {
    lang: choice.lang ?? 'en',
    title: 'Preview',
    rules: `body{margin:0;padding:1rem;background:${look.background};color:${textFor(choice)};font:1rem/1.5 ${fonts ?? 'system-ui, sans-serif'}}`,
    bodyRules: [`\n${reserve}\n`],
    scripts: [assets.preview],
    // The preview's script loads this one. Otherwise, sign-ups in the preview would be stored.
    data: { statuses: JSON.stringify(Object.fromEntries(statuses)), script },
    // Every value in it is escaped where it is created.
    body: raw(snippet) as Html,
    policy: {
      'frame-ancestors': "'self'",
      'script-src': `'self' ${origin}`,
      'connect-src': `'self' ${origin}`,
      'img-src': `'self' ${origin}`,
    },
  }
}

const textFor = ({ look: { background } }: BuilderChoice) =>
  textOn(background) === '#ffffff' ? own.dark.text : own.light.text
