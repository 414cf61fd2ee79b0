import type { Language, Line, Section, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { freeSentence, moreLabel } from '../../../core/trainings/details.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { lineView, logoView, rowsOf } from '../../../platform/html/lines.ts'
import { type Moment, momentView } from '../../../platform/html/moment.ts'
import { say } from '../../../words/index.ts'

/** Renders what a visitor wants to know before registering. */
export const trainingDetails = (training: Training, lang: Language): Html =>
  html`${placeAndTime(training)}
${otherDetails(training, lang)}`

/** Renders when and where a training is. */
export const placeAndTime = (training: Training): Html => factsView(training, training.details.slice(0, 2))

/** Renders all details but when and where. */
export function otherDetails(training: Training, lang: Language): Html {
  const free = freeSentence(training, lang)
  return html`<div class="rest">${free && html`<p>${free}</p>`}
${training.summary && html`<p class="lines">${training.summary}</p>`}
${sectionsView(training.details.slice(2), training.organizer?.logo)}</div>`
}

/**
 * Renders the same below one line that unfolds it on a phone, so that the form is in sight. On a
 * wide page and on paper it always shows.
 */
export const foldedDetails = (training: Training, lang: Language): Html =>
  html`<details class="more ${training.creditHours === undefined ? '' : 'credit'}">
<summary>${moreLabel(training, lang)}</summary>
${training.state === 'waitlist' ? html`<p>${training.notice.text}</p>` : ''}${otherDetails(training, lang)}
</details>`

/** Renders the parts that people with a seat need again, and for them the ways to a calendar. */
export function trainingRecap(training: Training, lang: Language, { hasSeat = false } = {}): Html {
  const [when, where, ...others] = training.details.filter(({ recap }) => recap)
  const isWay = (line: Line) => hasSeat && line.href !== undefined
  const place = where && { ...where, lines: where.lines.filter((line) => !isWay(line)) }
  return html`${factsView(training, [when, place])}
${hasSeat ? waysView(training, lang, where?.lines.filter(isWay) ?? []) : ''}
<div class="rest">${sectionsView(others)}</div>`
}

/** Renders a message about a training, and below it what people need to know. */
export const trainingMessage = (
  training: Training,
  lang: Language,
  moment: Moment,
  details: Html = trainingRecap(training, lang),
): Html => html`<main>${momentView(moment, html`<h2>${training.title}</h2>${details}`)}</main>`

/** Renders the choice of a calendar, for people with a seat. */
export const calendarView = (training: Training, lang: Language): Html => {
  const [when, where] = training.details
  return html`<main><div class="card"><h1>${say(lang, 'result.calendar')}</h1>
<p>${say(lang, 'page.calendar.text')}</p>
<div class="actions">
${training.calendars.map(({ text, href }, index) => html`<a class="button ${index === 0 ? 'primary' : ''}" href="${href}">${text}</a>`)}</div>
<h2>${training.title}</h2>
${factsView(training, [when, where])}</div></main>`
}

/** Renders a tile with the day, in words next to it with its hours, and the place. */
export function factsView(training: Training, [when, where]: (Section | undefined)[]): Html {
  return html`<dl class="facts">${
    when &&
    html`<div><dt class="unseen">${when.heading}</dt>
<dd aria-hidden="true">${tileView(training)}</dd>${factView(when)}</div>`
  }${
    where &&
    html`<div><dt class="unseen">${where.heading}</dt>
<dd aria-hidden="true"><span class="tile">${icon('pin')}</span></dd>${factView(where)}</div>`
  }</dl>`
}

/** Renders the first day as a leaf of a calendar. The same date stands next to it in words. */
export const tileView = ({ when: { tile } }: { when: Pick<Training['when'], 'tile'> }): Html =>
  html`<span class="tile" aria-hidden="true"><b>${tile.month}</b>${tile.day.length > 3 ? html`<em>${tile.day}</em>` : tile.day}</span>`

const factView = ({ lines: [first, ...more] }: Section) =>
  html`<dd>${first && html`<b>${lineView(first)}</b>`}${more.map((line) => html`<span class="line">${lineView(line)}</span>`)}</dd>`

/**
 * Renders how to get there, into a calendar, and to colleagues, for people with a seat: in a
 * calendar, a request would look like a seat.
 */
const waysView = ({ links: { addToCalendar, share }, venue }: Training, lang: Language, places: Line[]): Html =>
  html`<div class="actions">${
    addToCalendar === undefined
      ? ''
      : html`<a class="button primary" href="${addToCalendar}" target="_blank" rel="noopener noreferrer">${icon('calendar')}${say(lang, 'result.calendar')}</a>`
  }${places.map(
    ({ text, href }) =>
      html`<a class="button" href="${href}" target="_blank" rel="noopener noreferrer">${icon('pin')}${
        href === venue?.mapUrl ? say(lang, 'result.directions') : text
      }</a>`,
  )}${
    share === undefined
      ? ''
      : html`<a class="button" href="${share}" target="_blank" rel="noopener noreferrer">${icon('person')}${say(lang, 'result.share')}</a>`
  }</div>`

/**
 * Renders lists of terms, each under its heading if it has one, and what has no term.
 * @param shown the logo that stands on top of the page already
 */
const sectionsView = (sections: Section[], shown?: string) =>
  listsOf(sections).map((list) =>
    list[0]?.heading === undefined
      ? list.map(({ lines }) => html`<div>${linesOrPlates(lines, shown)}</div>`)
      : html`${list[0].above && html`<h2>${list[0].above}</h2>`}
<dl>${list.map(({ heading, lines }) => html`<div><dt>${heading}</dt>${valueView(lines)}</div>`)}</dl>`,
  )

/** Returns the sections that belong together, because nothing but their terms is between them. */
const listsOf = (sections: Section[]): Section[][] =>
  sections.reduce<Section[][]>((lists, section) => {
    const last = lists.at(-1)
    const isApart = section.above !== undefined || last?.[0]?.heading === undefined || section.heading === undefined
    if (last === undefined || isApart) lists.push([section])
    else last.push(section)
    return lists
  }, [])

function valueView(lines: Line[]): Html {
  const rows = rowsOf(lines)
  if (rows.some((row) => row.length > 1))
    return html`<dd><table class="agenda">${rows.map(
      ([time, ...what]) => html`<tr><th scope="row">${time?.text}</th><td>${what.map(({ text }) => text)}</td></tr>`,
    )}</table></dd>`
  return html`<dd>${linesView(lines)}</dd>`
}

/** Renders lines next to their logos, but for the one that is shown already. */
function linesOrPlates(lines: Line[], shown: string | undefined) {
  const logoOf = ({ logo }: Line) => (logo === shown ? undefined : logo)
  if (lines.every((line) => logoOf(line) === undefined)) return linesView(lines)
  const plates = lines.map((line) => {
    const logo = logoOf(line)
    return html`<p>${logo && logoView(logo)}${lineView(line)}</p>`
  })
  return html`<div class="plates">${plates}</div>`
}

const linesView = (lines: Line[]) =>
  lines.map((line) => html`<p class="lines ${line.muted ? 'muted' : ''}">${lineView(line)}</p>`)
