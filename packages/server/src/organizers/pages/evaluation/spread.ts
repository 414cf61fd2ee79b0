import type { AskedResult, EvaluationResults, Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

/** Says a mean or a deviation with one digit. */
export const oneDigit = (number: number | null, lang: Language): string =>
  number === null
    ? '–'
    : number.toLocaleString(lang === 'es' ? 'es-US' : 'en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Renders the answers to a scale: how many chose each step, from the lowest, and the mean with its number. */
export function spreadView(lang: Language, { label, answers, mean, deviation, counts }: AskedResult): Html {
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  let at = 0
  const bars = counts.map(({ count }, index) => {
    const bar = `<rect class="s${index + 1}" x="${at}" width="${count}" height="10"/>`
    at += count
    return count > 0 ? bar : ''
  })
  const bar =
    all > 0
      ? html`<svg class="bar" viewBox="0 0 ${all} 10" preserveAspectRatio="none" aria-hidden="true">${raw(bars.join(''))}</svg>`
      : html`<span></span>`
  return html`<div class="spread"><p>${label}</p>${bar}
<p><b class="lead num">${oneDigit(mean, lang)}</b><br><small>${say(lang, 'admin.evaluation.n', { count: answers })}${
    deviation === null ? '' : ` · ± ${oneDigit(deviation, lang)}`
  }</small></p></div>`
}

/** Renders what the colors of the spreads stand for. */
export const stepsView = (lang: Language): Html =>
  html`<p class="steps">${[1, 2, 3, 4, 5].map(
    (step) =>
      html`<span><svg class="bar" viewBox="0 0 10 10" aria-hidden="true"><rect class="s${step}" width="10" height="10"/></svg> ${step}${
        step === 1
          ? ` ${say(lang, 'admin.evaluation.lowest')}`
          : step === 5
            ? ` ${say(lang, 'admin.evaluation.highest')}`
            : ''
      }</span>`,
  )}</p>`

type Pair = NonNullable<EvaluationResults['pair']>

/** Renders how people judge themselves before and now, on the whole scale. */
export function pairView(lang: Language, pair: Pair): Html {
  const x = (value: number) => 10 + (value - 1) * 70
  const words = { before: oneDigit(pair.before, lang), after: oneDigit(pair.now, lang) }
  return html`<svg class="between" viewBox="0 0 300 44" role="img" aria-label="${say(lang, 'admin.evaluation.pair.alt', words)}">
<path class="axis" d="M10 12H290${raw([1, 2, 3, 4, 5].map((step) => `M${x(step)} 6v12`).join(''))}"/>
<path class="way" d="M${x(pair.before)} 12H${x(pair.now)}"/>
<circle class="before" cx="${x(pair.before)}" cy="12" r="5"/><circle class="after" cx="${x(pair.now)}" cy="12" r="6"/>
${[1, 2, 3, 4, 5].map((step) => html`<text x="${x(step)}" y="38">${step}</text>`)}</svg>
<p>${say(lang, 'admin.evaluation.pair', {
    before: `${words.before} (± ${oneDigit(pair.beforeDeviation, lang)})`,
    after: `${words.after} (± ${oneDigit(pair.nowDeviation, lang)})`,
    count: pair.answers,
  })}</p>`
}

/** Renders the answers that were chosen, with how many chose each. */
export const chosenView = ({ counts }: AskedResult): Html =>
  html`<ul class="chosen">${counts.map(({ label, count }) => html`<li><span>${label}</span> <b class="num">${count}</b></li>`)}</ul>`
