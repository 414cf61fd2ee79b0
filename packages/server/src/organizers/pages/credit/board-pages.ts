import type { CreditProfile, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { listProfiles } from '../../../core/credit/profiles.ts'
import { validWithin } from '../../../core/credit/valid-certificates.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { type Caller, mayForAll } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { columnWord, openRegistrarFile } from '../../files/registrar-file.ts'
import { sendFile } from '../../files/send-file.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Pages, Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { emptyState } from '../roster/empty-state.ts'

const guard = { needs: 'export-people', of: 'training' } as const

/** Adds the files that registrars of boards get, one for each profile. */
export function addBoardFiles(app: App, pages: Pages): void {
  pages.page('/trainings/:slug/credit/boards', guard, (visit) => boardsPage(app, visit))
  for (const type of ['csv', 'xlsx'] as const)
    pages.page(`/trainings/:slug/credit/:profile/registrar.${type}`, guard, async ({ c, caller, lang }) => {
      const profile = z.uuid().safeParse(c.req.param('profile')).data
      if (profile === undefined) throw new ProblemError('not-found')
      return sendFile(
        app,
        c,
        await openRegistrarFile(app, caller, type, { slug: c.req.param('slug') ?? '', profile, lang }),
      )
    })
}

async function boardsPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const counts = await countValid(app, caller, training.row.id)
  const profiles = (await listProfiles(app.db.reader)).filter(({ id }) => counts.has(id))
  const title = say(lang, 'admin.credit.export')
  const path = `/trainings/${training.row.slug}/credit`
  const pathTo = (to: string) => adminPath(app.config, to)
  const line = (profile: CreditProfile): Html => {
    const ways: Way[] = [
      { href: pathTo(`${path}/${profile.id}/registrar.xlsx`), label: say(lang, 'admin.exports.xlsx'), look: '' },
      { href: pathTo(`${path}/${profile.id}/registrar.csv`), label: say(lang, 'admin.exports.csv'), look: '' },
    ]
    const columns = { href: pathTo(`/profiles/${profile.id}?columns=1#f-columns`), look: ' quiet' }
    const change = { ...columns, label: say(lang, 'admin.credit.export.change') }
    const all = mayForAll(caller, 'change-trainings') ? [...ways, change] : ways
    return profileLine(lang, profile, { count: counts.get(profile.id) ?? 0, ways: all })
  }
  return {
    title,
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.credit.title'), path }],
    isNarrow: true,
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.trainingStyle)}">`,
    body: html`<h1>${title}</h1>${
      profiles.length === 0
        ? emptyState({
            icon: 'check',
            title: say(lang, 'admin.credit.export.none'),
            text: say(lang, 'admin.credit.export.none.text'),
          })
        : html`<p>${say(lang, 'admin.credit.export.text')}</p><div class="card flush rows">${profiles.map(line)}</div>`
    }`,
  }
}

interface Way {
  href: string
  label: string
  look: string
}

function profileLine(
  lang: Language,
  { name: local, columns: all }: CreditProfile,
  { count, ways }: { count: number; ways: readonly Way[] },
): Html {
  const name = pickText(local, lang)
  const columns = all.map((one) => columnWord(one, lang)).join(', ')
  const links = ways.map(
    ({ href, label, look }) =>
      html`<a class="button${look}" href="${href}">${label}<span class="unseen">: ${name}</span></a>`,
  )
  return html`<div class="line profile"><div class="stack"><p><b>${name}</b> <small>${say(lang, 'admin.credit.export.rows', { count })}</small><br>
<small>${say(lang, 'admin.credit.export.columns', { columns })}</small></p>
<p class="row">${links}</p></div></div>`
}

/** Counts the valid certificates of each profile. */
async function countValid({ db }: App, { scope }: Caller, trainingId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await validWithin(db.reader, scope, trainingId)
    .select(['profile_id', ({ fn }) => fn.countAll<number | string>().as('count')])
    .groupBy('profile_id')
    .execute()
  return new Map(rows.map(({ profile_id, count }) => [profile_id, Number(count)]))
}
