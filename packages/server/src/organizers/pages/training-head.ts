import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { formatWeekday } from '../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import { type Caller, may } from '../../platform/access/caller.ts'
import type { Permission } from '../../platform/access/roles.ts'
import type { Html } from '../../platform/html/layout.ts'
import { type PageWordKey, say } from '../../words/admin.ts'
import { pickText } from '../../words/index.ts'
import { adminPath } from './admin-path.ts'

/** The pages of a training, in the order of its work. */
const parts = {
  roster: { path: '', needs: 'read-people', word: 'admin.parts.roster' },
  attendance: { path: '/attendance', needs: 'read-people', word: 'admin.sheet.title' },
  credit: { path: '/credit', needs: 'read-people', word: 'admin.credit.title' },
  evaluation: { path: '/evaluation', needs: 'read-reports', word: 'admin.evaluation.title' },
  report: { path: '/evaluation/report', needs: 'read-reports', word: 'admin.parts.report' },
} as const satisfies Record<string, { path: string; needs: Permission; word: PageWordKey }>

interface TrainingHead {
  lang: Language
  caller: Caller
  training: StoredTraining
  /** Which of its pages this is. */
  part: keyof typeof parts
  /** What can be done here. */
  actions: Html | Html[] | ''
}

/** Renders the title and day of a training, what can be done, and the way to its other pages. */
export function trainingHead(
  { config, now }: Pick<App, 'config' | 'now'>,
  { lang, caller, training: { row, input }, part: current, actions }: TrainingHead,
): Html {
  const title = `${pickText(input.title, lang)}, ${formatWeekday(row.starts_at, row.time_zone, lang)}`
  const hasBegun = row.starts_at <= now().toISOString()
  const shown = Object.entries(parts).filter(
    ([name, { needs }]) => may(caller, needs) && (name !== 'report' || hasBegun),
  )
  return html`<div class="row head"><h1>${title}</h1><span class="end row">${actions}</span></div>
<nav class="parts" aria-label="${say(lang, 'admin.parts')}">${shown.map(
    ([name, { path, word }]) =>
      html`<a href="${adminPath(config, `/trainings/${row.slug}${path}`)}"${name === current ? html` aria-current="page"` : ''}>${say(lang, word)}</a>`,
  )}</nav>`
}
