import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readTakenProfiles, type TakenProfile } from '../../../core/credit/training-credits.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { rolesOf } from '../messages/messages-facts.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { emptyState } from '../roster/empty-state.ts'
import { addCreditEdit } from './credit-edit.ts'

/** The pages of what a training counts for. */
export function creditPages(app: App): Pages {
  const pages = createPages(app)
  addCreditEdit(app, pages)
  pages.page('/trainings/:slug/credit', { needs: 'read-trainings', of: 'training' }, (visit) => creditPage(app, visit))
  return pages
}

async function creditPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const taken = await readTakenProfiles(app.db.reader, training.row.id)
  const title = say(lang, 'admin.credit.title')
  const edit = adminPath(app.config, `/trainings/${training.row.slug}/credit/edit`)
  return {
    title,
    section: 'trainings',
    crumbs: crumbsOf({ training }, lang),
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.trainingStyle)}">`,
    done: c.req.query('done') === 'saved' ? say(lang, 'admin.credit.saved') : undefined,
    body: html`<div class="row head"><h1>${title}</h1><span class="end row">${
      may(caller, 'change-trainings')
        ? html`<a class="button" href="${edit}">${say(lang, 'admin.credit.edit')}</a>`
        : ''
    }</span></div>
<h2>${say(lang, 'admin.credit.who')}</h2>${
      taken.length === 0
        ? emptyState({
            icon: 'check',
            title: say(lang, 'admin.credit.none'),
            text: say(lang, 'admin.credit.none.text'),
          })
        : html`<div class="card flush rows">${taken.map((one) => profileLine(lang, training, one))}</div>`
    }`,
  }
}

function profileLine(
  lang: Language,
  { input }: StoredTraining,
  { profile, approval, number, roles }: TakenProfile,
): Html {
  const names = new Map(rolesOf(input, lang).map(({ value, label }) => [value, label]))
  const who = roles.length === 0 ? say(lang, 'admin.credit.rest') : roles.map((one) => names.get(one) ?? one).join(', ')
  const { areas, rule } = profile
  const total = areas.reduce((sum, { hours }) => sum + hours, 0)
  const facts = [
    areas.length > 0
      ? say(lang, 'admin.credit.facts.hours', { hours: total.toFixed(2) })
      : say(lang, 'admin.credit.facts.here'),
    ...(rule.minimumShare > 0 ? [say(lang, 'admin.credit.facts.share', { share: rule.minimumShare })] : []),
    ...(rule.license ? [say(lang, 'admin.profile.rule.license')] : []),
    ...(rule.evaluation ? [say(lang, 'admin.profile.rule.evaluation')] : []),
    ...(rule.postTest ? [say(lang, 'admin.profile.rule.postTest')] : []),
  ]
  return html`<div class="line profile"><span><b>${pickText(profile.name, lang)}</b><br><small>${say(lang, 'admin.credit.for', { who })}</small><br>
<small>${facts.join(', ')}</small>${
    approval === 'confirmed'
      ? html`<br><small>${say(lang, 'admin.credit.number', { number: number ?? '' })}</small>`
      : profile.kind === 'letter'
        ? ''
        : html`<br><small class="wait">${say(lang, `admin.credit.approval.${approval}`)}</small>`
  }</span></div>`
}
