import { type Accommodation, AccommodationInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Config } from '../config.ts'
import type { App } from '../context.ts'
import { openAccommodationFile } from '../exports/accommodation-file.ts'
import { listAccommodations, noteAccommodation } from '../exports/accommodations.ts'
import { sendFile } from '../exports/send-file.ts'
import { icon } from '../pages/icon.ts'
import type { Html } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import { formatMonthDay } from '../trainings/local-time.ts'
import { readTraining } from '../trainings/trainings.ts'
import { say } from '../words/admin.ts'
import { pickText } from '../words/index.ts'
import { exportHead } from './export-page.ts'
import { type AdminPage, adminPath } from './frame.ts'
import { createPages, type Pages, type Visit } from './pages.ts'
import { nextLink } from './paging.ts'

const shownAtOnce = 100

/** The page of what people need on the day, and of what is arranged. */
export function accommodationPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'read-sensitive', of: 'training' } as const
  const path = '/trainings/:slug/accommodations'
  pages.page(path, guard, (visit) => listPage(app, visit))
  pages.page(`${path}.csv`, guard, async ({ c, caller, lang }) =>
    sendFile(app, c, await openAccommodationFile(app, caller, c.req.param('slug') ?? '', lang)),
  )
  // The object that is checked is the registration: it can be in another training.
  pages.action('/registrations/:id/accommodation', { needs: 'read-sensitive', of: 'registration' }, async (visit) => {
    const { c, form, leadTo } = visit
    const given = { owner: form.get('owner') || null, arranged: form.get('arranged') === '1' }
    const input = AccommodationInput.safeParse(given)
    if (!input.success) throw new ProblemError('invalid-input')
    await noteAccommodation(app, c.req.param('id') ?? '', input.data)
    return leadTo(`/trainings/${encodeURIComponent(form.get('training'))}/accommodations?done=1`)
  })
  return pages
}

async function listPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const slug = c.req.param('slug') ?? ''
  const training = await readTraining(app, slug)
  const query = { training: slug, scope: caller.scope, limit: shownAtOnce, cursor: c.req.query('cursor') }
  const { accommodations, nextCursor } = await listAccommodations(app, query)
  const at = adminPath(app.config, `/trainings/${slug}/accommodations`)
  const view: View = { config: app.config, lang, slug, timeZone: training.input.timeZone }
  const csv = html`<a class="button end" href="${at}.csv?lang=${lang}">${say(lang, 'admin.exports.csv')}</a>`
  const rows = html`<div class="card flush rows">${accommodations.map((one) => rowView(view, one))}</div>`
  return {
    title: say(lang, 'admin.accommodations'),
    section: 'trainings',
    crumbs: [
      { title: say(lang, 'admin.nav.trainings'), path: '' },
      { title: pickText(training.input.title, lang), path: `/trainings/${slug}` },
    ],
    head: exportHead(app.config),
    done: c.req.query('done') === '1' ? say(lang, 'admin.accommodations.done') : undefined,
    body: html`<div class="row"><h1>${say(lang, 'admin.accommodations')}</h1>${accommodations.length > 0 ? csv : ''}</div>
<p>${say(lang, 'admin.accommodations.text')}</p>
${accommodations.length > 0 ? rows : empty(view)}
${nextLink(lang, at, nextCursor)}`,
  }
}

function rowView({ config, lang, slug, timeZone }: View, one: Accommodation): Html {
  const at = adminPath(config, `/registrations/${one.registration}`)
  const name = [one.givenName, one.familyName].filter(Boolean).join(' ')
  const contact = [one.email, one.phone].filter((part) => part !== null).join(' · ')
  const isArranged = one.arrangedAt !== null
  const state = isArranged
    ? say(lang, 'admin.accommodations.arranged', { date: formatMonthDay(one.arrangedAt ?? '', timeZone, lang) })
    : say(lang, 'admin.accommodations.open')
  return html`<form class="accommodation" method="post" action="${at}/accommodation">
<div><p><a href="${at}"><b>${name}</b></a> <small>${say(lang, `admin.status.${one.status}`)}</small></p>
<p class="request">${one.request}</p><p><small>${contact}</small></p></div>
<p class="field"><label for="owner-${one.registration}">${say(lang, 'admin.accommodations.owner')}</label><input class="input" id="owner-${one.registration}" name="owner" maxlength="100" value="${one.owner ?? ''}"></p>
<p><span class="state ${isArranged ? 'ok' : 'wait'}">${state}</span></p>
<p class="row"><input type="hidden" name="training" value="${slug}"><button class="button" name="arranged" value="${isArranged ? '0' : '1'}">${say(lang, isArranged ? 'admin.accommodations.reopen' : 'admin.accommodations.arrange')}<span class="unseen">: ${name}</span></button><button class="button quiet" name="arranged" value="${isArranged ? '1' : '0'}">${say(lang, 'admin.accommodations.keep')}<span class="unseen">: ${name}</span></button></p>
</form>`
}

interface View extends Pick<Visit, 'lang'> {
  config: Config
  slug: string
  timeZone: string
}

const empty = ({ lang }: View): Html =>
  html`<section class="card empty"><span class="mark">${icon('check')}</span><h2>${say(lang, 'admin.accommodations.none')}</h2><p>${say(lang, 'admin.accommodations.none.text')}</p></section>`
