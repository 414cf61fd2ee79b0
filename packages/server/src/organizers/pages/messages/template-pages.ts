import type { Language, MessageTemplate } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { deleteTemplate, findTemplate, listTemplates } from '../../../core/messages/message-templates.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { emptyState } from '../roster/empty-state.ts'
import { addAsked } from '../sent-forms/asking.ts'
import type { TypedMessage } from './messages-input.ts'

/** The pages of the words that are used again. */
export function templatePages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/messages/templates', { needs: 'read-messages' }, (visit) => listPage(app, visit))
  addAsked(
    app,
    pages,
    '/messages/templates/:id/delete',
    { needs: 'send-messages' },
    {
      ask: async (visit) => {
        const { name } = await read(app, visit)
        return {
          title: say(visit.lang, 'admin.templates.delete.title', { name }),
          section: 'messages',
          crumbs: crumbs(visit.lang),
          text: [say(visit.lang, 'admin.templates.delete.text')],
          button: say(visit.lang, 'admin.templates.delete'),
          isEnd: true,
          back: '/messages/templates',
        }
      },
      act: async ({ leadTo, ...visit }) => {
        await deleteTemplate(app, (await read(app, visit)).id)
        return leadTo('/messages/templates?done=deleted')
      },
    },
  )
  return pages
}

/** @throws {ProblemError} `not-found` */
async function read(app: App, { c }: Pick<Visit, 'c'>): Promise<MessageTemplate> {
  const id = z.uuid().safeParse(c.req.param('id')).data
  const found = id && (await findTemplate(app.db.reader, id))
  if (!found) throw new ProblemError('not-found')
  return found
}

const crumbs = (lang: Language) => [
  { title: say(lang, 'admin.nav.messages'), path: '/messages' },
  { title: say(lang, 'admin.templates.title'), path: '/messages/templates' },
]

async function listPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const templates = await listTemplates(app.db.reader)
  const path = (to: string) => adminPath(app.config, to)
  const canWrite = may(caller, 'send-messages')
  const cardOf = ({ id, name, subject }: MessageTemplate) => {
    const ways = canWrite
      ? html`<p class="row">
<a class="button" href="${path(`/messages/new?template=${id}`)}"
 aria-label="${say(lang, 'admin.templates.use.of', { name })}">${say(lang, 'admin.templates.use')}</a>
<a class="button danger quiet" href="${path(`/messages/templates/${id}/delete`)}"
 aria-label="${say(lang, 'admin.templates.delete.of', { name })}">${say(lang, 'admin.templates.delete')}</a></p>`
      : ''
    return html`<section class="card"><h2>${name}</h2><p>${subject.en}</p>${ways}</section>`
  }
  return {
    title: say(lang, 'admin.templates.title'),
    section: 'messages',
    crumbs: crumbs(lang).slice(0, 1),
    done: c.req.query('done') === 'deleted' ? say(lang, 'admin.templates.deleted') : undefined,
    body: html`<h1>${say(lang, 'admin.templates.title')}</h1>${
      templates.length === 0
        ? emptyState({
            icon: 'mail',
            title: say(lang, 'admin.templates.none'),
            text: say(lang, 'admin.templates.none.text'),
          })
        : html`<div class="stack">${templates.map(cardOf)}</div>`
    }`,
  }
}

/** Returns a form with the words of the template that the address names, if there is one. */
export async function withTemplate(app: App, typed: TypedMessage, id: string | null): Promise<TypedMessage> {
  const named = z.uuid().safeParse(id).data
  const template = named && (await findTemplate(app.db.reader, named))
  if (!template) return typed
  const { subject, text, about, showsTraining } = template
  return { ...typed, subject: { es: '', ...subject }, text: { es: '', ...text }, about, showsTraining }
}

/** Renders the templates to begin with, as links to the form that one is on. */
export async function templateLinks(app: App, { c, lang }: Visit): Promise<Html | ''> {
  const templates = await listTemplates(app.db.reader)
  if (templates.length === 0 || c.req.method !== 'GET') return ''
  const { pathname, searchParams } = new URL(c.req.url)
  const chosen = searchParams.get('template')
  const at = (id: string) => {
    searchParams.set('template', id)
    return `${pathname}?${searchParams.toString()}`
  }
  return html`<nav class="card" aria-label="${say(lang, 'admin.templates.begin')}"><p>${say(lang, 'admin.templates.begin')}</p>
<div class="chips">${templates.map(
    ({ id, name }) =>
      html`<a class="chip" href="${at(id)}"${id === chosen ? html` aria-current="true"` : ''}>${name}</a>`,
  )}</div></nav>`
}

/** Renders what saves the words of a draft to be used again. */
export const saveAsTemplate = (lang: Language, faults: Faults, name: string): Html =>
  html`<details${faults.has('templateName') ? html` open` : ''}><summary>${say(lang, 'admin.templates.save')}</summary><div class="stack">
${inputField({
  name: 'templateName',
  label: say(lang, 'admin.templates.name'),
  hint: say(lang, 'admin.templates.name.hint'),
  value: name.slice(0, 80),
  faults,
  attributes: { form: 'message', maxlength: 80 },
})}<p><button class="button" form="message" name="do" value="template">${say(lang, 'admin.templates.save.go')}</button></p></div></details>`
