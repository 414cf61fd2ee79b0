import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { type Caller, may, mayForAll } from '../../../platform/access/caller.ts'
import type { Permission } from '../../../platform/access/roles.ts'
import { icon } from '../../../platform/html/icon.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages } from '../pages.ts'

/** A page that the settings lead to. Its path starts after `/admin`. */
interface Entry {
  title: PageWordKey
  text: PageWordKey
  path: string
  /** Omitted: everyone who is signed in sees it. */
  needs?: Permission
  /** Whether it concerns all trainings, and so is only for someone who reaches all of them. */
  ofAll?: true
}

const entries: readonly Entry[] = [
  {
    title: 'admin.organizer.title',
    text: 'admin.organizer.short',
    path: '/organizer',
    needs: 'change-organizer',
    ofAll: true,
  },
  { title: 'admin.profiles.title', text: 'admin.profiles.short', path: '/profiles', needs: 'read-trainings' },
  { title: 'admin.account', text: 'admin.account.short', path: '/account' },
  { title: 'admin.accounts', text: 'admin.accounts.short', path: '/accounts', needs: 'manage-accounts', ofAll: true },
  { title: 'admin.keys', text: 'admin.keys.short', path: '/keys', needs: 'manage-keys' },
  { title: 'admin.audit.title', text: 'admin.audit.short', path: '/audit', needs: 'read-audit', ofAll: true },
  {
    title: 'admin.webhooks.title',
    text: 'admin.webhooks.text',
    path: '/webhooks',
    needs: 'manage-webhooks',
    ofAll: true,
  },
]

/** The crumb of pages below the settings. */
export const settingsCrumb = (lang: Language) => ({ title: say(lang, 'admin.nav.settings'), path: '/settings' })

/** The page that leads to everything that is set up once. */
export function settingsPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/settings', {}, ({ lang, caller }) => ({
    title: say(lang, 'admin.nav.settings'),
    section: 'settings',
    isNarrow: true,
    body: html`<h1>${say(lang, 'admin.nav.settings')}</h1>
<div class="card flush rows">${entriesFor(caller).map(
      ({ title, text, path }) =>
        html`<a class="line" href="${adminPath(app.config, path)}">
<span><b>${say(lang, title)}</b><br><small>${say(lang, text)}</small></span>${icon('onward')}</a>`,
    )}</div>`,
  }))
  return pages
}

const entriesFor = (caller: Caller) =>
  entries.filter(({ needs, ofAll }) => needs === undefined || (ofAll ? mayForAll : may)(caller, needs))
