import type { CreditProfileInput, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { grant } from '../../../core/credit/grant.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

const usualDay = 420
/** How much of the day three people were here: all, nearly all, and too little for most boards. */
const shares = [1, 0.943, 0.812]

/** Renders what a rule makes of the minutes of three people, who lack nothing else. */
export function workedExample(lang: Language, { rule, areas }: CreditProfileInput): Html {
  const hundredths = areas.reduce((sum, { hours }) => sum + Math.round(hours * 100), 0)
  const all = Math.max(usualDay, Math.ceil((hundredths * rule.minutesPerHour) / 100))
  const lines = shares.map((of) => {
    const minutes = Math.round(all * of)
    const known = { minutes, scheduled: all, doubts: 0, hasLicense: true, isEvaluated: true, hasPassed: true }
    const { hours, missing } = grant({ rule, areas }, known)
    const said = { minutes, all, share: Math.round((minutes * 100) / all) }
    return missing
      ? html`<li class="wait">${icon('clock')}<span>${say(lang, 'admin.profile.example.short', {
          ...said,
          count: missing[0].minutes ?? 0,
        })}</span></li>`
      : html`<li class="ok">${icon('check')}<span>${say(
          lang,
          minutes === all ? 'admin.profile.example.full' : 'admin.profile.example.enough',
          { ...said, hours: hours.toFixed(2) },
        )}</span></li>`
  })
  return html`<section class="card" aria-labelledby="example-title"><h2 id="example-title">${say(
    lang,
    'admin.profile.example',
  )}</h2><ul class="worked">${lines}</ul></section>`
}
