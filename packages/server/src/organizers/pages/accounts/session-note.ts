import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { sessionIdOf } from '../../../platform/access/require-admin.ts'
import { signInTimes } from '../../../platform/access/sign-in-times.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, wordOf } from '../../../words/admin.ts'
import { adminAssets } from '../assets.ts'

/**
 * Renders what the script shows two minutes before a session ends, and once it has. Without a
 * script, what was typed comes back after signing in.
 */
export const sessionNote = (c: Context, config: Config, lang: Language): Html | '' =>
  sessionIdOf(c) === undefined
    ? ''
    : html`<div class="note wait session" role="alert" data-session="${basePath(config)}/admin/session" data-idle="${
        signInTimes.idleSeconds
      }" data-words="${JSON.stringify({
        idle: wordOf(lang, 'admin.session.idle'),
        whole: wordOf(lang, 'admin.session.whole'),
        ended: say(lang, 'admin.session.ended'),
      })}" hidden>${icon('clock')}<div><p data-session-text></p>
<p data-session-stay><button class="button" type="button">${say(lang, 'admin.session.stay')}</button></p></div></div>
<script type="module" src="${pathOf(config, adminAssets.sessionScript)}"></script>`
