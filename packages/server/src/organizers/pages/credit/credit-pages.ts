import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readAsked, takesAnswers, whoToAsk } from '../../../core/credit/ask-missing.ts'
import { isReady, readStandings, type Standing } from '../../../core/credit/standings.ts'
import { readTakenProfiles, type TakenProfile } from '../../../core/credit/training-credits.ts'
import { readAskedAfter } from '../../../core/evaluation/evaluations.ts'
import { roleLabel } from '../../../core/trainings/form.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { readQuery } from '../read-query.ts'
import { emptyState } from '../roster/empty-state.ts'
import { trainingHead } from '../training-head.ts'
import { addBoardFiles } from './board-pages.ts'
import { addCertificateActs } from './certificate-acts.ts'
import { addCreditEdit } from './credit-edit.ts'
import { standingsQuery, standingsView } from './standings-view.ts'

/** The pages of what a training counts for. */
export function creditPages(app: App): Pages {
  const pages = createPages(app)
  addCreditEdit(app, pages)
  addCertificateActs(app, pages)
  addBoardFiles(app, pages)
  pages.page('/trainings/:slug/credit', { needs: 'read-people', of: 'training' }, (visit) => creditPage(app, visit))
  return pages
}

async function creditPage(app: App, visit: Visit): Promise<AdminPage> {
  const { c, caller, lang } = visit
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const taken = await readTakenProfiles(app.db.reader, training.row.id)
  const standings = await readStandings(app, training.row.id, caller.scope)
  const asked = await readAsked(app.db.reader, training.row.id)
  const asks = await readAskedAfter(app.db.reader, training.row.id)
  const part = say(lang, 'admin.credit.title')
  const path = adminPath(app.config, `/trainings/${training.row.slug}/credit`)
  return {
    title: `${part}: ${pickText(training.input.title, lang)}`,
    section: 'trainings',
    crumbs: crumbsOf({ training }, lang),
    crumb: part,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.trainingStyle)}">`,
    done: doneIn(visit),
    body: html`${trainingHead(app, { lang, caller, training, part: 'credit', actions: actions(visit, path, standings) })}
${failedIn(visit)}${sumView(lang, standings)}<h2>${say(lang, 'admin.credit.who')}</h2>${
      taken.length === 0
        ? emptyState({
            icon: 'check',
            title: say(lang, 'admin.credit.none'),
            text: say(lang, 'admin.credit.none.text'),
            actions: chooseView(visit, path, ' primary'),
          })
        : html`<div class="card flush rows">${taken.map((one) => profileLine(lang, training, { taken: one, asks }, standings))}</div>
${chooseView(visit, path)}`
    }${standingsView(standings, {
      lang,
      timeZone: training.row.time_zone,
      path,
      query: readQuery(c, standingsQuery),
      personPath: (id, page) => adminPath(app.config, `/registrations/${id}${page === undefined ? '' : `/${page}`}`),
      changes: may(caller, 'change-people'),
      asked,
      ask: await askView(app, visit, training, { standings, asked, path }),
    })}`,
  }
}

/** Renders the button that asks people by email, if there is someone to ask. */
async function askView(
  app: App,
  { lang, caller }: Visit,
  { row }: StoredTraining,
  { standings, asked, path }: { standings: readonly Standing[]; asked: ReadonlyMap<string, string>; path: string },
): Promise<Html | ''> {
  if (!may(caller, 'send-messages') || app.config.mail === undefined) return ''
  const { length: count } = whoToAsk(app, standings, { asked, takesNow: await takesAnswers(app, row) })
  return count === 0
    ? ''
    : html`<p class="row"><a class="button" href="${path}/ask">${say(lang, 'admin.credit.ask', { count })}</a>
<small>${say(lang, 'admin.credit.ask.hint')}</small></p>`
}

function doneIn({ c, lang }: Visit): string | undefined {
  for (const name of ['sent', 'asked'] as const) {
    const count = Number(c.req.query(name))
    if (Number.isSafeInteger(count) && count > 0) return say(lang, `admin.credit.${name}.done`, { count })
  }
  const done = (['saved', 'replace', 'revoke', 'again', 'license'] as const).find((one) => one === c.req.query('done'))
  return done && say(lang, done === 'saved' ? 'admin.credit.saved' : `admin.credit.${done}.done`)
}

function failedIn({ c, lang }: Visit): Html | '' {
  const failed = (['replace', 'revoke', 'again'] as const).find((one) => one === c.req.query('failed'))
  return failed ? errorNote(say(lang, `admin.credit.${failed}.failed`)) : ''
}

/** Renders the way to choose profiles, for those who may. */
const chooseView = ({ lang, caller }: Visit, path: string, look = ''): Html | '' =>
  may(caller, 'change-trainings')
    ? html`<a class="button${look}" href="${path}/edit">${say(lang, 'admin.credit.edit')}</a>`
    : ''

function actions({ lang, caller }: Visit, path: string, standings: readonly Standing[]): Html[] {
  const count = standings.filter(isReady).length
  const link = (is: boolean, to: string, label: string, look = '') =>
    is ? [html`<a class="button${look}" href="${path}${to}">${label}</a>`] : []
  const hasAny = standings.some(({ certificate }) => certificate)
  return [
    ...link(hasAny && may(caller, 'export-people'), '/certificates.zip', say(lang, 'admin.credit.zip')),
    ...link(hasAny && may(caller, 'export-people'), '/boards', say(lang, 'admin.credit.export')),
    ...link(count > 0 && may(caller, 'change-people'), '/send', say(lang, 'admin.credit.send', { count }), ' primary'),
  ]
}

function sumView(lang: Language, standings: readonly Standing[]): Html | '' {
  if (standings.length === 0) return ''
  const issued = standings.filter(({ certificate }) => certificate)
  const printed = issued.filter(({ registration }) => registration.email === null).length
  const ready = standings.filter((one) => one.certificate || isReady(one)).length
  return html`<div class="card">
<svg class="bar" viewBox="0 0 ${standings.length} 12" preserveAspectRatio="none" aria-hidden="true">
<rect class="track" width="${standings.length}" height="12"/><rect class="sure" width="${ready}" height="12"/></svg>
<p class="legend">${[
    say(lang, 'admin.credit.sum', { count: standings.length, ready }),
    say(lang, 'admin.credit.sum.sent', { count: issued.length - printed }),
    ...(printed > 0 ? [say(lang, 'admin.credit.sum.print', { count: printed })] : []),
  ].map((one) => html`<span>${one}</span>`)}</p></div>`
}

interface Taken extends Pick<Standing, 'asks'> {
  taken: TakenProfile
}

/** Renders a profile: who gets it, for what, what no one can do for it, and how many are ready. */
function profileLine(
  lang: Language,
  { input }: StoredTraining,
  { taken, asks }: Taken,
  all: readonly Standing[],
): Html {
  const { profile, approval, number, roles } = taken
  const { evaluation, postTest } = profile.rule
  const unasked = ([evaluation && 'evaluation', postTest && 'test'] as const).filter((one) => one && !asks.has(one))
  const own = all.filter((one) => one.taken.id === taken.id)
  const missing = own.filter(({ grant, certificate }) => grant.missing && !certificate).length
  const takenBack = own.filter(({ grant, takenBack: last }) => last && !grant.missing).length
  const counts = [
    ['ok', 'ready', own.length - missing - takenBack],
    ['wait', 'missing', missing],
    ['wait', 'takenBack', takenBack],
  ] as const
  const who =
    roles.length === 0 ? say(lang, 'admin.credit.rest') : roles.map((one) => roleLabel(input, lang, one)).join(', ')
  return html`<div class="line profile what"><span><b>${pickText(profile.name, lang)}</b><br><small>${say(lang, 'admin.credit.for', { who })}</small><br>
<small>${factsOf(lang, profile).join(', ')}</small>${
    approval === 'confirmed'
      ? html`<br><small>${say(lang, 'admin.credit.number', { number: number ?? '' })}</small>`
      : profile.kind === 'letter'
        ? ''
        : html`<br><small class="wait">${say(lang, `admin.credit.approval.${approval}`)}</small>`
  }${unasked.map((one) => one && html`<br><small class="wait">${say(lang, `admin.credit.unasked.${one}`)}</small>`)}</span>
<span>${counts.map(([tone, key, count]) =>
    count === 0 ? '' : html`<span class="state ${tone}">${say(lang, `admin.credit.count.${key}`, { count })}</span>`,
  )}</span></div>`
}

function factsOf(lang: Language, { areas, rule }: TakenProfile['profile']): string[] {
  const hours = areas.reduce((sum, area) => sum + area.hours, 0).toFixed(2)
  const asked = (['license', 'evaluation', 'postTest'] as const).filter((one) => rule[one])
  return [
    areas.length === 0
      ? say(lang, 'admin.credit.facts.here')
      : say(lang, areas.length > 1 ? 'admin.credit.facts.areas' : 'admin.credit.facts.hours', { hours }),
    ...(rule.minimumShare === 100
      ? [say(lang, 'admin.credit.facts.whole')]
      : rule.minimumShare > 0
        ? [say(lang, 'admin.credit.facts.share', { share: rule.minimumShare })]
        : []),
    ...asked.map((one) => say(lang, `admin.credit.facts.${one}`)),
  ]
}
