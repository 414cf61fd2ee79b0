import { type Language, type PartnerInput, PartnerInput as PartnerSchema } from '@training-signup/contract'
import { html } from 'hono/html'
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
  lockPartner,
  replacePartner,
} from '../../../core/partners/partners.ts'
import { endReportLink, hasReportLink, makeReportLink } from '../../../core/partners/report-link.ts'
import { type Caller, may, mayForAll } from '../../../platform/access/caller.ts'
import { type Checked, type Faults, firstOf, noFaults } from '../../../platform/html/form/faults.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import { inputOf, readTyped, type Typed, textIn, typedOf } from '../../../platform/html/form/typed.ts'
import { keepSecret, readSecret } from '../../../platform/http/keep.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { readReleases } from '../../../visitors/embed/manifest.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { type Asking, addAsked, askingPage } from '../sent-forms/asking.ts'
import { editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'
import { pictureForm, readPicture } from '../sent-forms/read-picture.ts'
import { sentencesOf } from '../trainings/draft.ts'
import { newPartnerItems, partnerForm, partnerItems } from './partner-form.ts'
import { frameOf, listPage } from './partner-list.ts'
import { partnerView } from './partner-view.ts'

const reads = { needs: 'read-partners', of: 'partner' } as const
const changes = { needs: 'change-partners', of: 'partner' } as const

/** The pages about partners: who they are, what to give them, and whether the form works there. */
export function partnerPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/partners', { needs: 'read-partners' }, (visit) => listPage(app, visit))
  addNew(app, pages)
  pages.page('/partners/:slug', reads, async ({ c, lang, caller }) => {
    const partner = await findPartner(app.db.reader, c.req.param('slug') ?? '')
    return {
      ...frameOf(lang, partner.name),
      done: doneIn(lang, c.req.query('done')),
      body: await partnerView(app, lang, partner, {
        changes: may(caller, 'change-partners'),
        reports: mayReport(caller),
        reportUrl: await readSecret(app, caller, c.req.query('shown')),
      }),
    }
  })
  changePages(app, pages)
  addReportLink(app, pages)
  addPartnerPages(app, pages)
  return pages
}

function addNew(app: App, pages: Pages): void {
  const adds = { needs: 'change-partners', of: 'everything' } as const
  pages.page('/partners/new', adds, ({ lang }) => newPage(app, lang))
  pages.action(
    '/partners/new',
    adds,
    async ({ form, lang, leadTo }) => {
      const { typed, faults: refused } = await readPicture(app, form, readTyped(form, newPartnerItems), {
        name: 'logo',
        lang,
      })
      if (refused) return newPage(app, lang, typed, refused)
      const { input, faults } = checkPartner(typed, newPartnerItems, lang)
      if (faults) return newPage(app, lang, typed, faults)
      return orAgain(
        async () => {
          await app.db.transaction((tx) => createPartner(app, tx, input))
          return leadTo(`/partners/${input.slug}?done=saved`)
        },
        async (unsaved) => newPage(app, lang, typed, unsaved.faults),
        ({ problemName }) =>
          problemName === 'slug-taken' ? new Map([['slug', say(lang, 'admin.partners.slug.taken')]]) : undefined,
      )
    },
    pictureForm,
  )
}

const mayReport = (caller: Caller) => mayForAll(caller, 'read-reports')
const doneIn = (lang: Language, done: string | undefined): string | undefined =>
  done === 'saved'
    ? say(lang, 'admin.partners.saved')
    : done === 'ended'
      ? say(lang, 'admin.partners.report.ended')
      : undefined

function changePages(app: App, pages: Pages): void {
  pages.action('/partners/:slug', changes, (visit) => change(app, visit), pictureForm)
  pages.page('/partners/:slug/delete', changes, async ({ c, lang }) => {
    const partner = await findPartner(app.db.reader, c.req.param('slug') ?? '')
    const title = say(lang, 'admin.partners.delete.ask', { name: partner.name })
    const path = adminPath(app.config, `/partners/${partner.slug}`)
    return {
      ...frameOf(lang, title),
      isNarrow: true,
      body: html`<form class="card" method="post" action="${path}/delete"><h1>${title}</h1>
<p>${say(lang, 'admin.partners.delete.text')}</p>
<p class="row"><button class="button danger">${say(lang, 'admin.partners.delete')}</button>
<a class="button quiet" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
    }
  })
  pages.action('/partners/:slug/delete', changes, async ({ c, leadTo }) => {
    await app.db.transaction((tx) => deletePartner(app, tx, c.req.param('slug') ?? '', () => {}))
    return leadTo('/partners')
  })
}

async function change(app: App, { c, caller, form, lang, leadTo }: Press): Promise<AdminPage | Response> {
  const slug = slugIn({ c })
  const { typed, faults: refused } = await readPicture(app, form, readTyped(form, partnerItems), { name: 'logo', lang })
  return orAgain<Typed, Response, AdminPage>(
    async () => {
      await app.db.transaction(async (tx) => {
        const present = await lockPartner(app, tx, slug)
        const stored = typedOf(present, partnerItems)
        const input = mergeAndCheck<Typed, PartnerInput>(form, { typed, stored }, (merged) =>
          refused ? { faults: refused } : checkPartner(merged, partnerItems, lang, { slug }),
        )
        await replacePartner(app, tx, input)
      })
      return leadTo(`/partners/${slug}?done=saved`)
    },
    async ({ edits = editsOf(typed), faults }) => {
      const partner = await findPartner(app.db.reader, slug)
      const body = await partnerView(app, lang, partner, { changes: true, reports: mayReport(caller), edits, faults })
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
      const body = await partnerView(app, visit.lang, partner, {
        changes: true,
        reports: mayReport(visit.caller),
        newUrl: { typed, faults },
      })
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
