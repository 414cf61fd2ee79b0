import type { Language, PartnerInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { listPartnerNames } from '../../../core/partners/partners.ts'
import { countSignUps } from '../../../core/partners/report.ts'
import { mayForAll } from '../../../platform/access/caller.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { pageOf } from '../../../platform/http/api/paging.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Visit } from '../pages.ts'
import { nextLink } from '../paging.ts'
import { readQuery } from '../read-query.ts'
import { emptyState } from '../roster/empty-state.ts'

/** What the pages about a partner share. */
export const frameOf = (lang: Language, title: string): Omit<AdminPage, 'body'> => ({
  title,
  section: 'partners',
  crumbs: [{ title: say(lang, 'admin.partners.title'), path: '/partners' }],
})

const listedAtOnce = 50

/** Lists the partners by name, with what their pages brought. */
export async function listPage(app: App, { c, lang, caller }: Visit): Promise<AdminPage> {
  const { cursor } = readQuery(c, { cursor: z.string().max(100) })
  const isAll = caller.scope.trainings === 'all'
  const names = isAll ? [...(await listPartnerNames(app))] : []
  const { compare } = new Intl.Collator(lang)
  const byName = names.map(([slug, name]) => ({ slug, name })).toSorted((one, other) => compare(one.name, other.name))
  // Someone may have deleted the last one of the page before.
  const isThere = byName.some(({ slug }) => slug === cursor)
  const paging = { limit: listedAtOnce, cursor: isThere ? cursor : undefined }
  const { page: partners, nextCursor } = pageOf(byName, paging, ({ slug }) => slug)
  const slugs = partners.map(({ slug }) => slug)
  const [brought, failing] = [await countSignUps(app, slugs), await countFailing(app, slugs)]
  const add = mayForAll(caller, 'change-partners')
    ? html`<a class="button primary end" href="${adminPath(app.config, '/partners/new')}">${icon('plus')}${say(lang, 'admin.partners.add')}</a>`
    : ''
  const row = ({ slug, name }: Pick<PartnerInput, 'slug' | 'name'>): Html => {
    const fails = failing.get(slug) ?? 0
    return html`<a class="line" href="${adminPath(app.config, `/partners/${slug}`)}">
<span><b>${name}</b><br><small>${say(lang, 'admin.partners.brought', { count: brought.get(slug) ?? 0 })}</small></span>${
      fails > 0 ? html`<span class="state stop">${say(lang, 'admin.partners.failing', { count: fails })}</span>` : ''
    }${icon('onward')}</a>`
  }
  return {
    ...frameOf(lang, say(lang, 'admin.partners.title')),
    crumbs: [],
    body: html`<div class="row"><h1>${say(lang, 'admin.partners.title')}</h1>${add}</div>
${
  partners.length === 0
    ? emptyState({
        icon: 'give',
        title: say(lang, 'admin.partners.none'),
        text: say(lang, 'admin.partners.none.text'),
        actions: '',
      })
    : html`<div class="card flush rows">${partners.map(row)}</div>${nextLink(lang, adminPath(app.config, '/partners'), nextCursor)}`
}`,
  }
}

async function countFailing({ db }: App, slugs: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.reader
    .selectFrom('partner_page')
    .select(({ fn }) => ['partner', fn.countAll().as('count')])
    .where('partner', 'in', ['', ...slugs])
    .where('inspection', 'like', '%"state":"failing"%')
    .groupBy('partner')
    .execute()
  return new Map(rows.map(({ partner, count }) => [partner, Number(count)]))
}
