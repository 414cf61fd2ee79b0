import { html } from 'hono/html'
import type { Page } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { say } from '../../words/index.ts'
import { rowsView, type ShownGroup } from './group-page.ts'
import { type FormAgain, frameOf, type TrainingView } from './training/training-page.ts'

/** Renders the form for people who are added to a group, behind its coordinator's link. */
export function joinPage(view: TrainingView, group: ShownGroup, shown: FormAgain): Page {
  const { training, lang, otherForm } = view
  const title = say(lang, 'manage.group.add')
  return {
    ...frameOf(view),
    backToList: false,
    title: shown.faults.length > 0 ? say(lang, 'page.error', { title }) : title,
    body: html`<main><div class="card"><p class="muted">${training.title}<br>${unbroken(training.when.text)}</p>
${rowsView(view, group, shown)}
<p><a class="button second" href="${otherForm}">${say(lang, 'manage.back')}</a></p></div></main>`,
  }
}
