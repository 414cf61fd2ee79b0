import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Selectable } from 'kysely'
import type { App } from '../../../core/context.ts'
import { erase } from '../../../core/erasing/erase.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { filterBy } from '../../../core/registrations/query.ts'
import type { RegistrationTable } from '../../../platform/db/tables/people/registration.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { readTrainingNames, type TrainingNames, trainingNamed } from '../../api/trainings/training-names.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { type Act, createPages, type Pages, type Visit } from '../pages.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { type PersonPage, personCrumbs, personName, personPage } from './person-view.ts'

const guard = { needs: 'change-people', of: 'registration' } as const
const mostListed = 100

/** Deleting a person: here, and wherever else the same address is registered. */
export function erasePages(app: App): Pages {
  const pages = createPages(app)
  addAsked(app, pages, '/registrations/:id/erase', guard, {
    ask: async (visit) => askPage(app, visit, await read(app, visit)),
    act: (visit) => act(app, visit),
  })
  return pages
}

const read = (app: App, visit: Visit) => personPage(app, visit)

/** Deletes what the page has named, and nothing that was registered since. */
async function act(app: App, visit: Parameters<Act>[0]) {
  const view = await read(app, visit)
  const { id, training } = view.registration
  const named = new Set(visit.form.all('also'))
  const others = visit.form.get('do') === 'all' ? (await findOthers(app, view)).filter((one) => named.has(one.id)) : []
  const gone = new Set<string>()
  for (const one of [id, ...others.map((other) => other.id)])
    try {
      for (const erased of await erase(app, one)) gone.add(erased)
    } catch (error) {
      // It went with one before it, or with someone's own press.
      if (!isProblem(error, 'not-found') || gone.size === 0) throw error
    }
  return visit.leadTo(`/trainings/${training}?deleted=${gone.size}`)
}

type Other = Selectable<RegistrationTable> & { slug: string }

/** Returns the other registrations of the same address, as far as the organizer reaches them. */
async function findOthers({ db }: App, { caller, registration }: PersonPage): Promise<Other[]> {
  const { reader } = db
  const own = reader.selectFrom('registration').select('email_canonical').where('id', '=', registration.id)
  return reader
    .selectFrom(filterBy(reader, { scope: caller.scope }, undefined).as('one'))
    .innerJoin('training', 'training.id', 'one.training_id')
    .selectAll('one')
    .select('training.slug')
    .where('one.email_canonical', '=', own)
    .where('one.id', '!=', registration.id)
    .orderBy('one.id')
    .limit(mostListed)
    .execute()
}

async function countCertificates({ db }: App, { registration }: PersonPage): Promise<number> {
  const rows = await db.reader
    .selectFrom('certificate')
    .select('id')
    .where('registration_id', '=', registration.id)
    .where('valid_for', 'is not', null)
    .execute()
  return rows.length
}

async function askPage(app: App, { lang }: Visit, view: PersonPage): Promise<AdminPage> {
  const others = await findOthers(app, view)
  const title = say(lang, 'admin.person.erase.title', { name: personName(view) })
  const count = others.length + 1
  const names = await readTrainingNames(
    app.db.reader,
    others.map(({ slug }) => slug),
  )
  const certificates = await countCertificates(app, view)
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: personCrumbs(view),
    body: html`<form class="card" method="post"><h1>${title}</h1><p>${say(lang, 'admin.person.erase.text')}</p>${
      certificates > 0 ? html`<p>${say(lang, 'admin.person.erase.certificates', { count: certificates })}</p>` : ''
    }${
      others.length > 0 ? othersView(app, lang, others, names) : ''
    }<p class="row"><button class="button danger">${say(lang, 'admin.person.erase.go')}</button>${
      others.length > 0
        ? html`<button class="button danger" name="do" value="all">${say(lang, 'admin.person.erase.all', { count })}</button>`
        : ''
    }<a class="button quiet" href="${adminPath(app.config, view.own)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

const othersView = ({ config }: App, lang: Language, others: readonly Other[], names: TrainingNames): Html =>
  html`<p><b>${say(lang, 'admin.person.erase.others', { count: others.length })}</b></p><ul>${others.map(
    (one) =>
      html`<li><input type="hidden" name="also" value="${one.id}"><a href="${adminPath(config, `/registrations/${one.id}`)}">${fullName(
        one.given_name,
        one.family_name,
      )}</a>, ${trainingNamed(names, one.slug, lang)}: ${say(lang, `admin.status.${one.status}`)}</li>`,
  )}</ul>`
