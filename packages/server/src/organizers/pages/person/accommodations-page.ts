import { type Accommodation, AccommodationInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { formatMonthDay } from '../../../core/trainings/local-time.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Config } from '../../../platform/config.ts'
import { checkBy, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { hiddenFields, inputField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { openAccommodationFile } from '../../files/accommodation-file.ts'
import { listAccommodations, noteAccommodation } from '../../files/accommodations.ts'
import { sendFile } from '../../files/send-file.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { nextLink, withQuery } from '../paging.ts'
import { exportHead } from '../roster/export-page.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'

const shownAtOnce = 100

/** The page of what people need on the day, and of what is arranged. */
export function accommodationPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'read-sensitive', of: 'training' } as const
  const path = '/trainings/:slug/accommodations'
  pages.page(path, guard, (visit) =>
    listPage(app, visit, { slug: visit.c.req.param('slug') ?? '', cursor: visit.c.req.query('cursor') }),
  )
  pages.page(`${path}.csv`, guard, async ({ c, caller, lang }) =>
    sendFile(app, c, await openAccommodationFile(app, caller, c.req.param('slug') ?? '', lang)),
  )
  // The object that is checked is the registration: it can be in another training.
  pages.action('/registrations/:id/accommodation', { needs: 'read-sensitive', of: 'registration' }, async (visit) => {
    const { c, form, leadTo } = visit
    const typed = { owner: form.get('owner') }
    const id = c.req.param('id') ?? ''
    const slug = form.get('training')
    const cursor = form.get('cursor') || undefined
    return orAgain<Fields, Response, AdminPage>(
      async () => {
        await noteAccommodation(app, id, ({ owner, arrangedAt }) => {
          // Saving the name only leaves the rest as it is.
          const arranged = form.has('arranged') ? form.get('arranged') === '1' : arrangedAt !== null
          return mergeAndCheck(form, { typed, stored: { owner: owner ?? '' } }, (one) =>
            checkBy(AccommodationInput, { owner: one.owner || null, arranged }, ({ message }) => ['owner', message]),
          )
        })
        return leadTo(withQuery(`/trainings/${encodeURIComponent(slug)}/accommodations`, { cursor, done: '1' }))
      },
      ({ edits = editsOf(typed), faults }) => listPage(app, visit, { slug, cursor, again: { id, edits, faults } }),
    )
  })
  return pages
}

/** What the form of a request holds. Its other buttons say what they do. */
type Fields = { owner: string }

interface Listed {
  slug: string
  cursor: string | undefined
  /** A form that is shown again, with what is wrong or what someone else changed. */
  again?: { id: string; edits: Edits<Fields>; faults: Faults }
}

async function listPage(app: App, { c, caller, lang }: Visit, { slug, cursor, again }: Listed): Promise<AdminPage> {
  const training = await readTraining(app, slug)
  const query = { training: slug, scope: caller.scope, limit: shownAtOnce, cursor }
  const { accommodations, nextCursor } = await listAccommodations(app, query)
  const at = adminPath(app.config, `/trainings/${slug}/accommodations`)
  const view: AccommodationsView = { config: app.config, lang, slug, cursor, timeZone: training.input.timeZone, again }
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
    faults: again?.faults,
    edits: again?.edits,
    done: c.req.query('done') === '1' ? say(lang, 'admin.accommodations.done') : undefined,
    body: html`<div class="row"><h1>${say(lang, 'admin.accommodations')}</h1>${accommodations.length > 0 ? csv : ''}</div>
<p>${say(lang, 'admin.accommodations.text')}</p>
${accommodations.length > 0 ? rows : empty(view)}
${nextLink(lang, at, nextCursor)}`,
  }
}

function rowView({ config, lang, slug, cursor, timeZone, again }: AccommodationsView, one: Accommodation): Html {
  const at = adminPath(config, `/registrations/${one.registration}`)
  const name = [one.givenName, one.familyName].filter(Boolean).join(' ')
  const contact = [one.email, one.phone].filter((part) => part !== null).join(' · ')
  const isArranged = one.arrangedAt !== null
  const state = isArranged
    ? say(lang, 'admin.accommodations.arranged', { date: formatMonthDay(one.arrangedAt ?? '', timeZone, lang) })
    : say(lang, 'admin.accommodations.open')
  const own = again?.id === one.registration ? again : undefined
  const edits = own?.edits ?? editsOf({ owner: one.owner ?? '' })
  const label = say(lang, 'admin.accommodations.owner')
  return html`<form class="accommodation" method="post" action="${at}/accommodation">
<button class="unseen" tabindex="-1" aria-hidden="true"></button>
<div><p><a href="${at}"><b>${name}</b></a> <small>${say(lang, `admin.status.${one.status}`)}</small></p>
<p class="request">${one.request}</p><p><small>${unbroken(contact)}</small></p></div>
${bothView(lang, edits, { labelOf: () => label })}
${inputField({
  name: 'owner',
  id: `owner-${one.registration}`,
  label,
  value: edits.typed.owner,
  faults: own?.faults ?? noFaults,
  attributes: { maxlength: 100 },
})}
<p><span class="state ${isArranged ? 'ok' : 'wait'}">${state}</span></p>
<p class="row">${hiddenFields({ training: slug, cursor })}
<button class="button" name="arranged" value="${isArranged ? '0' : '1'}">
${say(lang, isArranged ? 'admin.accommodations.reopen' : 'admin.accommodations.arrange')}<span class="unseen">: ${name}</span></button>
<button class="button quiet">${say(lang, 'admin.accommodations.keep')}<span class="unseen">: ${name}</span></button></p>
</form>`
}

interface AccommodationsView extends Pick<Visit, 'lang'> {
  config: Config
  slug: string
  cursor: string | undefined
  timeZone: string
  again: Listed['again']
}

const empty = ({ lang }: AccommodationsView): Html =>
  html`<section class="card empty">
<span class="mark">${icon('check')}</span><h2>${say(lang, 'admin.accommodations.none')}</h2><p>${say(lang, 'admin.accommodations.none.text')}</p></section>`
