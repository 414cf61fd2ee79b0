import { type Accommodation, AccommodationInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { formatMonthDay } from '../../../core/trainings/local-time.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import type { Config } from '../../../platform/config.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { openAccommodationFile } from '../../files/accommodation-file.ts'
import { listAccommodations, noteAccommodation } from '../../files/accommodations.ts'
import { sendFile } from '../../files/send-file.ts'
import { bothView } from '../forms/both-view.ts'
import { type Edits, editsOf, mergeAndCheck, Unsaved } from '../forms/merge-edits.ts'
import { nextLink, withQuery } from '../forms/paging.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { exportHead } from '../roster/export-page.ts'

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
    try {
      await noteAccommodation(app, id, ({ owner, arrangedAt }) => {
        // Saving the name only leaves the rest as it is.
        const arranged = form.has('arranged') ? form.get('arranged') === '1' : arrangedAt !== null
        return mergeAndCheck(form, { typed, stored: { owner: owner ?? '' } }, (one) =>
          AccommodationInput.safeParse({ owner: one.owner || null, arranged }),
        )
      })
    } catch (error) {
      if (!(error instanceof Unsaved)) throw error
      if (error.issues.length > 0) throw new ProblemError('invalid-input')
      return listPage(app, visit, { slug, cursor, overtaken: { id, edits: error.edits as Edits<Fields> } })
    }
    return leadTo(withQuery(`/trainings/${encodeURIComponent(slug)}/accommodations`, { cursor, done: '1' }))
  })
  return pages
}

/** What the form of a request holds. Its other buttons say what they do. */
type Fields = { owner: string }

interface Listed {
  slug: string
  cursor: string | undefined
  /** A form that is shown again, because someone else changed the same. */
  overtaken?: { id: string; edits: Edits<Fields> }
}

async function listPage(app: App, { c, caller, lang }: Visit, { slug, cursor, overtaken }: Listed): Promise<AdminPage> {
  const training = await readTraining(app, slug)
  const query = { training: slug, scope: caller.scope, limit: shownAtOnce, cursor }
  const { accommodations, nextCursor } = await listAccommodations(app, query)
  const at = adminPath(app.config, `/trainings/${slug}/accommodations`)
  const view: View = { config: app.config, lang, slug, cursor, timeZone: training.input.timeZone, overtaken }
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
    ...(overtaken ? { status: 409 as const } : {}),
    done: c.req.query('done') === '1' ? say(lang, 'admin.accommodations.done') : undefined,
    body: html`<div class="row"><h1>${say(lang, 'admin.accommodations')}</h1>${accommodations.length > 0 ? csv : ''}</div>
<p>${say(lang, 'admin.accommodations.text')}</p>
${accommodations.length > 0 ? rows : empty(view)}
${nextLink(lang, at, nextCursor)}`,
  }
}

function rowView({ config, lang, slug, cursor, timeZone, overtaken }: View, one: Accommodation): Html {
  const at = adminPath(config, `/registrations/${one.registration}`)
  const name = [one.givenName, one.familyName].filter(Boolean).join(' ')
  const contact = [one.email, one.phone].filter((part) => part !== null).join(' · ')
  const isArranged = one.arrangedAt !== null
  const state = isArranged
    ? say(lang, 'admin.accommodations.arranged', { date: formatMonthDay(one.arrangedAt ?? '', timeZone, lang) })
    : say(lang, 'admin.accommodations.open')
  const edits = overtaken?.id === one.registration ? overtaken.edits : editsOf({ owner: one.owner ?? '' })
  const label = say(lang, 'admin.accommodations.owner')
  return html`<form class="accommodation" method="post" action="${at}/accommodation">
<button class="unseen" tabindex="-1" aria-hidden="true"></button>
<div><p><a href="${at}"><b>${name}</b></a> <small>${say(lang, `admin.status.${one.status}`)}</small></p>
<p class="request">${one.request}</p><p><small>${contact}</small></p></div>
${bothView(lang, edits, { labelOf: () => label })}
<p class="field"><label for="owner-${one.registration}">${label}</label><input class="input" id="owner-${one.registration}" name="owner" maxlength="100" value="${edits.typed.owner}"></p>
<p><span class="state ${isArranged ? 'ok' : 'wait'}">${state}</span></p>
<p class="row"><input type="hidden" name="training" value="${slug}">${cursor === undefined ? '' : html`<input type="hidden" name="cursor" value="${cursor}">`}<button class="button" name="arranged" value="${isArranged ? '0' : '1'}">${say(lang, isArranged ? 'admin.accommodations.reopen' : 'admin.accommodations.arrange')}<span class="unseen">: ${name}</span></button><button class="button quiet">${say(lang, 'admin.accommodations.keep')}<span class="unseen">: ${name}</span></button></p>
</form>`
}

interface View extends Pick<Visit, 'lang'> {
  config: Config
  slug: string
  cursor: string | undefined
  timeZone: string
  overtaken: Listed['overtaken']
}

const empty = ({ lang }: View): Html =>
  html`<section class="card empty"><span class="mark">${icon('check')}</span><h2>${say(lang, 'admin.accommodations.none')}</h2><p>${say(lang, 'admin.accommodations.none.text')}</p></section>`
