import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { basePath } from '../config.ts'
import { createManifestReader } from '../embed/manifest.ts'
import { pathOf, readAsset } from '../pages/assets.ts'
import { answerBarePage } from '../pages/bare-page.ts'
import { textOn } from '../pages/colors.ts'
import { answerPage, type Html, type Page } from '../pages/layout.ts'
import { own } from '../pages/theme.ts'
import type { System } from '../system.ts'
import { type Choice, readChoice, readOffer } from './choice.ts'
import { type BuilderView, builderForm } from './choice-form.ts'
import { builderResult } from './result.ts'
import { partsOf } from './snippets.ts'

export const assets = {
  builderStyle: readAsset('builder.css', import.meta.url),
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

  async function viewOf(c: Context): Promise<BuilderView> {
    const offer = await readOffer(system, readManifest)
    const { search } = new URL(c.req.url)
    return {
      offer,
      ...readChoice(c, config.publicUrl, offer),
      paths: { builder, preview: `${builder}/preview${search}` },
    }
  }

  return {
    build: async (c: Context) => answerPage(c, config, builderPage(system, await viewOf(c))),
    async preview(c: Context) {
      const { choice } = await viewOf(c)
      return answerBarePage(c, config, { ...previewPage(choice), headers: { 'Cache-Control': 'no-store' } })
    },
  }
}

const nothingPublished = html`<p class="panel">No trainings are coming up right now. When the organizer publishes one, you can choose it here.</p>`

function builderPage({ config }: System, view: BuilderView): Page {
  const hasTrainings = view.offer.trainings.length > 0
  return {
    lang: 'en',
    title: 'Add the registration form to your page',
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
    body: html`<main class="builder"><h1>Add the registration form to your page</h1>
<p class="lead">Pick a training, match your colors, copy the code. No account needed. Only the organizer sees what visitors type. You can ask the organizer how many people registered through your page, but you’ll never see who.</p>
<p><a href="#copy-heading">Jump to the code</a></p>
${hasTrainings ? html`<div class="columns">${builderForm(view)}${builderResult(view)}</div>` : nothingPublished}
<p class="unseen" role="status" id="news"></p></main>`,
  }
}

function previewPage(choice: Choice) {
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
    },
  }
}

const textFor = ({ look: { background } }: Choice) =>
  textOn(background) === '#ffffff' ? own.dark.text : own.light.text
