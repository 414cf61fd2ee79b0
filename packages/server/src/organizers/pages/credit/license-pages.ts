import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { checkLicense, enterLicense, licenseField, licenseName } from '../../../core/credit/licenses.ts'
import { licenseOf } from '../../../core/credit/standings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { crumbsOf, personName, personPage } from '../person/person-view.ts'

const guard = { needs: 'read-sensitive', of: 'registration' } as const
const beforeName = 'before'

/** Entering the license number of someone who brings it after the day. */
export function licensePages(app: App): Pages {
  const pages = createPages(app)
  const path = '/registrations/:id/license'
  pages.page(path, guard, (visit) => licensePage(app, visit))
  pages.action(path, { ...guard, needs: 'change-people' }, async (visit) => {
    const { form, lang, leadTo } = visit
    const id = visit.c.req.param('id') ?? ''
    const typed = form.get(licenseName)
    const { number, fault } = { number: undefined, ...checkLicense(typed, lang) }
    if (number === undefined) return licensePage(app, visit, { typed, faults: new Map([[licenseName, fault ?? '']]) })
    try {
      await enterLicense(actingAs(app, visit.caller), id, { number, before: form.get(beforeName), by: 'organizer' })
    } catch (error) {
      if (!isProblem(error, 'precondition-failed')) throw error
      return licensePage(app, visit, {
        typed,
        faults: new Map([[licenseName, say(lang, 'admin.credit.license.otherwise')]]),
      })
    }
    const { training } = await personPage(app, visit)
    return leadTo(`/trainings/${training.row.slug}/credit?done=license`)
  })
  return pages
}

async function licensePage(
  app: App,
  visit: Visit,
  { typed, faults }: { typed: string; faults: Faults } = { typed: '', faults: noFaults },
): Promise<AdminPage> {
  const { lang } = visit
  const view = await personPage(app, visit)
  const { sensitive } = await app.db.reader
    .selectFrom('registration')
    .select('sensitive')
    .where('id', '=', view.registration.id)
    .executeTakeFirstOrThrow()
  const present = licenseOf({ sensitive }) ?? ''
  const title = say(lang, 'admin.credit.license.title', { name: personName(view) })
  const credit = `/trainings/${view.training.row.slug}/credit`
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: [...crumbsOf(view, lang), { title: say(lang, 'admin.credit.title'), path: credit }],
    faults,
    body: html`<form method="post" class="card stack" novalidate><h1>${title}</h1><p>${say(lang, 'admin.credit.license.text')}</p>${
      present === '' ? '' : html`<p>${say(lang, 'admin.credit.license.present', { number: present })}</p>`
    }
<input type="hidden" name="${beforeName}" value="${present}">${inputField({
      name: licenseName,
      label: say(lang, 'field.licenceNumber'),
      value: typed,
      faults,
      attributes: { maxlength: licenseField(lang).maxLength, autocomplete: 'off', required: true },
    })}<p class="row"><button class="button primary">${say(lang, 'admin.credit.license.save')}</button>
<a class="button quiet" href="${adminPath(app.config, credit)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}
