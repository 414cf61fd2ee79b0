import { html } from 'hono/html'
import { groupKeysOf } from '../../core/trainings/form.ts'
import { basePath } from '../../platform/config.ts'
import { pathOf, readAsset } from '../../platform/html/assets.ts'
import type { Html, Policy } from '../../platform/html/layout.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { script } from '../embed/manifest.ts'
import { privacyView, type TrainingView } from './training/training-page.ts'

/** The element in a hosted page, and the permissions that it needs there. */
export interface LiveForm {
  html: Html
  policy: Policy
}

/** Shows the element in the place of the rows, as soon as it is ready. */
export const groupScript = readAsset('group.js', import.meta.url)

const nonceBytes = 16

/**
 * Returns the form for a group as the element draws it. It stays hidden where its script does not
 * run.
 */
export function liveForm(system: System, { training, input, form, partner, lang }: TrainingView): LiveForm {
  const base = basePath(system.config)
  const nonce = Buffer.from(system.randomBytes(nonceBytes)).toString('base64url')
  const load = (source: string) => html`<script type="module" nonce="${nonce}" src="${source}"></script>`
  return {
    html: html`<div id="live" hidden><h2 class="unseen">${say(lang, groupKeysOf(training, input).heading)}</h2>
<training-signup api="${base}/" training="${training.slug}"${partner ? html` partner="${partner}"` : ''} lang="${lang}" details="none"></training-signup>
${privacyView(training, form, lang)}</div>
${load(pathOf(system.config, groupScript))}${load(`${base}/embed/v1/${script}`)}`,
    policy: {
      // These two scripts, and no other file of this server.
      'script-src': `'nonce-${nonce}'`,
      'connect-src': "'self'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'training-signup',
    },
  }
}
