import type { Language, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { isOff } from '../../../core/trainings/availability.ts'
import { capitalized, formatBriefly, formatTime, formatWeekday, tileOf } from '../../../core/trainings/local-time.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { tileView } from '../../../visitors/pages/training/training-details.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import type { TrainingRow } from '../../api/trainings/training-lists.ts'

/** What a list shows of a training's input. Parsing all of it for every row would take longer. */
const shownOf = ({ input }: Pick<TrainingRow, 'input'>) =>
  JSON.parse(input) as Pick<TrainingInput, 'title' | 'venue' | 'onlineUrl'>

export const titleOf = (row: Pick<TrainingRow, 'input'>, lang: Language): string => pickText(shownOf(row).title, lang)

/** Formats a training's day and hours, like “Monday, December 5, 8:00 AM – 4:00 PM”. */
export function formatHours(row: Times, lang: Language): string {
  const { day, hours } = dayAndHours(row, lang)
  return hours === undefined ? day : `${day}, ${hours}`
}

type Times = Pick<TrainingRow, 'starts_local' | 'ends_local' | 'starts_at' | 'ends_at' | 'time_zone'>

/** What ends on another day has its hours with its days. */
function dayAndHours(row: Times, lang: Language): { day: string; hours?: string } {
  const { starts_local: start, ends_local: end, starts_at, ends_at, time_zone: zone } = row
  if (start.slice(0, 10) !== end.slice(0, 10))
    return { day: `${capitalized(formatBriefly(starts_at, zone, lang))} – ${formatBriefly(ends_at, zone, lang)}` }
  return {
    day: capitalized(formatWeekday(starts_at, zone, lang)),
    hours: `${formatTime(start, zone, lang)} – ${formatTime(end, zone, lang)}`,
  }
}

/** Renders when and where a training is. Both hours stay on one line, with the dot that no line begins with. */
function factsView(row: Times, lang: Language, place: string | undefined): Html {
  const { day, hours } = dayAndHours(row, lang)
  const dot = place && '\u00A0·'
  return html`${day}${hours ? html`, <span class="hours">${hours}${dot}</span>` : dot}${place && ` ${place}`}`
}

/** Renders the day as a leaf of a calendar. The same date stands next to it in words. */
const dayTile = (
  { starts_at, ends_at, time_zone }: Pick<TrainingRow, 'starts_at' | 'ends_at' | 'time_zone'>,
  lang: Language,
): Html => tileView({ when: { tile: tileOf(starts_at, ends_at, time_zone, lang) } })

/** Renders a training as a row that leads on, with its day and place, and something below them. */
export function trainingRow(row: TrainingRow, lang: Language, path: string, below: Html): Html {
  const { title, venue } = shownOf(row)
  const off = isOff(row.status) ? row.status : undefined
  return html`<a class="line" href="${path}">${dayTile(row, lang)}<span><b>${pickText(title, lang)}</b><br><small>${factsView(row, lang, venue?.name)}</small>${
    off && html`<br><span class="state stop">${say(lang, `admin.training.${off}`)}</span>`
  }${below}</span>${icon('onward')}</a>`
}
