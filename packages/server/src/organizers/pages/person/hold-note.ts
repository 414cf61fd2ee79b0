import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { findHold } from '../../../core/outbox/hold.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

/** Says that nothing is sent, as long as the operator has not released it after restoring a backup. */
export const holdNote = async ({ db }: Pick<App, 'db'>, lang: Language): Promise<Html | ''> =>
  (await findHold(db.reader))
    ? html`<p class="note wait">${icon('mail')}<span>${say(lang, 'admin.home.onHold')}</span></p>`
    : ''
