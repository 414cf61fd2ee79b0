import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath, doneNote } from '../frame.ts'
import { createPages, type Pages } from '../pages.ts'
import { showPerson } from '../person/person.ts'
import { showRoster } from './roster.ts'
import { pageString, readRosterQuery } from './roster-query.ts'

/** The list with one of its people next to it. A screen without room for both shows the person. */
export function openedPersonPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug/people/:id', { needs: 'read-people', of: 'registration' }, async (visit) => {
    const { c, lang } = visit
    const [slug, id] = [c.req.param('slug') ?? '', c.req.param('id') ?? '']
    const path = `/trainings/${slug}${pageString(readRosterQuery(c))}`
    const close = html`<a class="button quiet" data-close href="${adminPath(app.config, path)}#p-${id}">${say(lang, 'admin.roster.close')}</a>`
    let person: AdminPage | undefined
    const list = await showRoster(app, visit, slug, {
      id,
      async show(neighbor) {
        person = await showPerson(app, visit, neighbor)
        return html`<aside class="opened stack" id="person" tabindex="-1" aria-label="${person.title}"><p class="row close">${close}</p>
${person.done === undefined ? '' : doneNote(person.done)}${person.body}</aside>`
      },
    })
    return {
      ...list,
      title: person?.title ?? list.title,
      crumbs: [...(list.crumbs ?? []), { title: list.title, path }],
      head: html`${list.head}${person?.head}`,
    }
  })
  return pages
}
