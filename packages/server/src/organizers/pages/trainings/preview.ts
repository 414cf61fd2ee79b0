import type { Language, RegistrationStatus, TrainingAnswer, TrainingInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { basePath } from '../../../platform/config.ts'
import { answerBarePage } from '../../../platform/html/bare-page.ts'
import { previewAnswer } from '../../../visitors/api/training-answer.ts'
import { script } from '../../../visitors/embed/manifest.ts'
import { say } from '../../../words/admin.ts'
import { languagesOf } from '../../../words/index.ts'
import { adminAssets } from '../assets.ts'

/** What the preview draws. */
export interface PreviewData {
  answers: Partial<Record<Language, TrainingAnswer>>
  /** What registering in it leads to. */
  outcome: RegistrationStatus
}

/** Returns a training as visitors would get it, with everything that is typed but not saved. */
export async function previewOf(app: App, input: TrainingInput): Promise<PreviewData> {
  // A draft shows as it will once it is published.
  const shown: TrainingInput = { ...input, status: input.status === 'draft' ? 'published' : input.status }
  const answers: PreviewData['answers'] = {}
  for (const lang of languagesOf(input)) answers[lang] = await previewAnswer(app, shown, lang)
  const { state } = answers.en?.training ?? {}
  const outcome =
    state === 'waitlist' ? 'waitlisted' : input.audience.access === 'approval' ? 'pending_approval' : 'confirmed'
  return { answers, outcome }
}

/**
 * Responds with the page that draws the preview: in a frame of the form, or in a window of its own.
 */
export const answerPreview = (c: Context, app: App, lang: Language, data: PreviewData | { faults: string[] }) =>
  answerBarePage(c, app.config, {
    lang,
    title: say(lang, 'admin.edit.preview'),
    rules:
      ':root{color-scheme:light dark}body{margin:0;padding:0.5rem;font:1rem/1.5 system-ui,sans-serif}p,ul{margin:0.5rem}',
    scripts: 'answers' in data ? [adminAssets.previewScript] : [],
    data:
      'answers' in data
        ? {
            answers: JSON.stringify(data.answers),
            outcome: data.outcome,
            form: lang,
            script: `${basePath(app.config)}/embed/v1/${script}`,
          }
        : {},
    body: html`<p><small>${say(lang, 'admin.edit.preview.note')}</small></p>
<main aria-label="${say(lang, 'admin.edit.preview')}">${
      'answers' in data
        ? withoutScript(data, lang)
        : html`<p>${say(lang, 'admin.edit.preview.faults')}</p><ul>${data.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`
    }</main>`,
    policy: { 'frame-ancestors': "'self'", 'connect-src': "'none'", 'form-action': "'none'", 'img-src': "'self'" },
    headers: { 'Cache-Control': 'no-store' },
  })

/** What stands there until the element does, and in browsers without scripts. */
const withoutScript = ({ answers }: PreviewData, lang: Language) => {
  const training = (answers[lang] ?? answers.en ?? answers.es)?.training
  return training
    ? html`<h1>${training.title}</h1><p>${training.when.text}</p>${training.details.map(
        ({ heading, lines }) =>
          html`<section>${heading && html`<h2>${heading}</h2>`}${lines.map(({ text }) => html`<p>${text}</p>`)}</section>`,
      )}`
    : ''
}
