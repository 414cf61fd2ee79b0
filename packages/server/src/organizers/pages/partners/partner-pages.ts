import { type Language, type PartnerInput, PartnerInput as PartnerSchema } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import {
  addPartnerPage,
  checkPartnerPage,
  listPartnerPages,
  removePartnerPage,
} from '../../../core/partners/page-checks.ts'
import {
  createPartner,
  deletePartner,
  findPartner,
  listPartnerNames,
  lockPartner,
  replacePartner,
} from '../../../core/partners/partners.ts'
import { countSignUps } from '../../../core/partners/report.ts'
import { endReportLink, hasReportLink, makeReportLink } from '../../../core/partners/report-link.ts'
import { may } from '../../../platform/access/caller.ts'
import { type Checked, type Faults, firstOf, noFaults } from '../../../platform/html/form/faults.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import { inputOf, readTyped, type Typed, textIn, typedOf } from '../../../platform/html/form/typed.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { pageOf } from '../../../platform/http/api/paging.ts'
import { keepSecret, readSecret } from '../../../platform/http/keep.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { readReleases } from '../../../visitors/embed/manifest.ts'
import { say } from '../../../words/admin.ts'
import { type Asking, addAsked, askingPage } from '../forms/asking.ts'
import { editsOf, mergeAndCheck, orAgain } from '../forms/merge-edits.ts'
import { nextLink } from '../forms/paging.ts'
import { readQuery } from '../forms/read-query.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { emptyState } from '../roster/empty-state.ts'
import { sentencesOf } from '../trainings/draft.ts'
import { newPartnerItems, partnerForm, partnerItems } from './partner-form.ts'
import { partnerView } from './partner-view.ts'

const reads = { needs: 'read-partners', of: 'partner' } as const
const changes = { needs: 'change-partners', of: 'partner' } as const

/** The pages about partners: who they are, what to give them, and whether the form works there. */
export function partnerPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/partners', { needs: 'read-partners' }, (visit) => listPage(app, visit))
  const adds = { needs: 'change-partners', of: 'everything' } as const
  pages.page('/partners/new', adds, ({ lang }) => newPage(app, lang))
  pages.action('/partners/new', adds, async ({ form, lang, leadTo }) => {
    const typed = readTyped(form, newPartnerItems)
    const { input, faults } = checkPartner(typed, newPartnerItems, lang)
    if (faults) return newPage(app, lang, typed, faults)
    return orAgain(
      async () => {
        await app.db.transaction((tx) => createPartner(app, tx, input))
        return leadTo(`/partners/${input.slug}?done=saved`)
      },
      async (unsaved) => newPage(app, lang, typed, unsaved.faults),
      ({ problemName }) =>
        problemName === 'slug-taken' ? new Map([['slug', say(lang, 'problem.slug-taken')]]) : undefined,
    )
  })
  pages.page('/partners/:slug', reads, async ({ c, lang, caller }) => {
    const partner = await findPartner(app.db.reader, c.req.param('slug') ?? '')
    return {
      ...frameOf(lang, partner.name),
      done: doneIn(lang, c.req.query('done')),
      body: await partnerView(app, lang, partner, {
        changes: may(caller, 'change-partners'),
        reportUrl: await readSecret(app, caller, c.req.query('shown')),
      }),
    }
  })
  changePages(app, pages)
  addReportLink(app, pages)
  addPartnerPages(app, pages)
  return pages
}

const doneIn = (lang: Language, done: string | undefined): string | undefined =>
  done === 'saved'
    ? say(lang, 'admin.partners.saved')
    : done === 'ended'
      ? say(lang, 'admin.partners.report.ended')
      : undefined

function changePages(app: App, pages: Pages): void {
  pages.action('/partners/:slug', changes, (visit) => change(app, visit))
  pages.page('/partners/:slug/delete', changes, async ({ c, lang }) => {
    const partner = await findPartner(app.db.reader, c.req.param('slug') ?? '')
    const title = say(lang, 'admin.partners.delete.ask', { name: partner.name })
    const path = adminPath(app.config, `/partners/${partner.slug}`)
    return {
      ...frameOf(lang, title),
      isNarrow: true,
      body: html`<form class="card" method="post" action="${path}/delete"><h1>${title}</h1>
<p>${say(lang, 'admin.partners.delete.text')}</p><p class="row">
<a class="button" href="${path}">${say(lang, 'admin.partners.delete.back')}</a>
<button class="button danger">${say(lang, 'admin.partners.delete')}</button></p></form>`,
    }
  })
  pages.action('/partners/:slug/delete', changes, async ({ c, leadTo }) => {
    await app.db.transaction((tx) => deletePartner(app, tx, c.req.param('slug') ?? '', () => {}))
    return leadTo('/partners')
  })
}

async function change(app: App, { c, form, lang, leadTo }: Press): Promise<AdminPage | Response> {
  const slug = slugIn({ c })
  const typed = readTyped(form, partnerItems)
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      await app.db.transaction(async (tx) => {
        const present = await lockPartner(app, tx, slug)
        const stored = typedOf(present, partnerItems)
        const input = mergeAndCheck(form, { typed, stored }, (merged) =>
          // What the form does not show stays as it is.
          checkPartner(merged, partnerItems, lang, { slug, logo: present.logo }),
        )
        await replacePartner(app, tx, input)
      })
      return leadTo(`/partners/${slug}?done=saved`)
    },
    async ({ edits = editsOf(typed), faults }) => {
      const partner = await findPartner(app.db.reader, slug)
      const body = await partnerView(app, lang, partner, { changes: true, edits, faults })
      return { ...frameOf(lang, partner.name), faults, edits, body }
    },
  )
}

/** The secret link to the report. */
function addReportLink(app: App, pages: Pages): void {
  const askAboutLink = async (visit: Visit, what: 'again' | 'end'): Promise<Asking> => ({
    ...(await askingAbout(app, visit, what === 'end')),
    title: say(visit.lang, `admin.partners.report.${what}.title`),
    text: [say(visit.lang, 'admin.partners.report.end.text'), say(visit.lang, 'admin.lasting')],
    button: say(visit.lang, `admin.partners.report.${what}`),
  })
  addAsked(app, pages, '/partners/:slug/report-link', changes, {
    ask: (visit) => askAboutLink(visit, 'again'),
    act: async (visit) => {
      // The page that offers the first link may be older than one that a colleague made.
      if (visit.form.has('first') && (await hasReportLink(app, slugIn(visit))))
        return askingPage(app, visit.lang, await askAboutLink(visit, 'again'))
      const shown = await keepSecret(app, visit.caller, await makeReportLink(app, slugIn(visit)))
      return visit.leadTo(`/partners/${slugIn(visit)}?shown=${shown}#report`)
    },
  })
  addAsked(app, pages, '/partners/:slug/report-link/end', changes, {
    ask: (visit) => askAboutLink(visit, 'end'),
    act: async (visit) => {
      await endReportLink(app, slugIn(visit))
      return visit.leadTo(`/partners/${slugIn(visit)}?done=ended#report`)
    },
  })
}

/** The pages that carry the form. */
function addPartnerPages(app: App, pages: Pages): void {
  pages.action('/partners/:slug/placements', changes, async (visit) => {
    const partner = await findPartner(app.db.reader, slugIn(visit))
    const typed = visit.form.get('url')
    const { input: url, faults } = checkUrl(typed, visit.lang)
    if (faults) {
      const body = await partnerView(app, visit.lang, partner, { changes: true, newUrl: { typed, faults } })
      return { ...frameOf(visit.lang, partner.name), faults, body }
    }
    const { id } = await addPartnerPage(app, partner.slug, url)
    await checkPartnerPage(app, partner.slug, id, readReleases)
    return visit.leadTo(`/partners/${partner.slug}#pages`)
  })
  pages.action('/partners/:slug/placements/:id/check', changes, async (visit) => {
    await checkPartnerPage(app, slugIn(visit), visit.c.req.param('id') ?? '', readReleases)
    return visit.leadTo(`/partners/${slugIn(visit)}#pages`)
  })
  addAsked(app, pages, '/partners/:slug/placements/:id/remove', changes, {
    ask: async (visit) => {
      const id = visit.c.req.param('id')
      const partnerPage = (await listPartnerPages(app, slugIn(visit))).find((one) => one.id === id)
      if (!partnerPage) throw new ProblemError('not-found')
      return {
        ...(await askingAbout(app, visit, true)),
        title: say(visit.lang, 'admin.partners.pages.remove.title'),
        text: [partnerPage.url, say(visit.lang, 'admin.partners.pages.remove.text')],
        button: say(visit.lang, 'admin.partners.pages.remove'),
      }
    },
    act: async (visit) => {
      await removePartnerPage(app, slugIn(visit), visit.c.req.param('id') ?? '')
      return visit.leadTo(`/partners/${slugIn(visit)}#pages`)
    },
  })
}

/** What the pages share that ask before something about a partner. */
async function askingAbout(app: App, { lang, ...visit }: Visit, isEnd: boolean) {
  const { slug, name } = await findPartner(app.db.reader, slugIn(visit))
  const { section, crumbs = [] } = frameOf(lang, name)
  return { section, crumbs: [...crumbs, { title: name, path: `/partners/${slug}` }], isEnd, back: `/partners/${slug}` }
}

const slugIn = ({ c }: Pick<Visit, 'c'>) => c.req.param('slug') ?? ''

const frameOf = (lang: Language, title: string): Omit<AdminPage, 'body'> => ({
  title,
  section: 'partners',
  crumbs: [{ title: say(lang, 'admin.partners.title'), path: '/partners' }],
})

const listedAtOnce = 50

async function listPage(app: App, { c, lang, caller }: Visit): Promise<AdminPage> {
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
  const add = may(caller, 'change-partners')
    ? html`<a class="button primary end" href="${adminPath(app.config, '/partners/new')}">${icon('plus')}${say(lang, 'admin.partners.add')}</a>`
    : ''
  const row = ({ slug, name }: Pick<PartnerInput, 'slug' | 'name'>): Html => {
    const fails = failing.get(slug) ?? 0
    return html`<a class="line" href="${adminPath(app.config, `/partners/${slug}`)}">
<span><b>${name}</b><br><small>${say(lang, 'admin.partners.brought', { count: brought.get(slug) ?? 0 })}</small></span>${
      fails > 0
        ? html`<span class="state stop">${say(lang, 'admin.partners.failing', { count: fails })}</span>`
        : icon('onward')
    }</a>`
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

const newPage = (app: App, lang: Language, typed: Typed = {}, faults: Faults = noFaults): AdminPage => ({
  ...frameOf(lang, say(lang, 'admin.partners.add')),
  isNarrow: true,
  faults,
  body: html`<h1>${say(lang, 'admin.partners.add')}</h1>${partnerForm(app.config, lang, { edits: editsOf(typed), faults })}`,
})

/** Checks the form of a partner as the API does. Its sites can stand on one line, too. */
function checkPartner(typed: Typed, items: readonly Item[], lang: Language, kept = {}): Checked<PartnerInput> {
  const origins = textIn(typed, 'origins')
    .split(/\s+/)
    .filter((one) => one !== '')
  const input = { ...kept, ...inputOf(typed, items), origins }
  const parsed = PartnerSchema.safeParse(input)
  if (parsed.success) return { input: parsed.data }
  const faults = sentencesOf(parsed.error.issues, input, lang)
  return { faults: firstOf(faults.map(({ pointer = '', message }) => [pointer.split('/')[1] ?? '', message])) }
}

function checkUrl(typed: string, lang: Language): Checked<string> {
  const parsed = PartnerSchema.shape.url.unwrap().safeParse(typed)
  if (parsed.success) return { input: parsed.data }
  const [fault] = sentencesOf(parsed.error.issues, typed, lang)
  return { faults: new Map([['url', fault?.message ?? '']]) }
}
