import type { NextDate, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { moodOfState } from '../../../platform/html/moment.ts'
import { tileView } from './training-details.ts'

interface TrainingRow extends Pick<NextDate, 'when' | 'venue'>, Pick<Training, 'state' | 'notice'> {
  /** What the row is called, as a link. */
  label: string
  page: string
  start: string
}

/** Renders a row that leads to a training: its day as a tile, when, where, and whether it has seats. */
export const trainingRow = ({ label, page, start, when, venue, state, notice }: TrainingRow): Html =>
  html`<a class="row" href="${page}">${tileView({ when })}<span><b>${unbroken(label)}</b>
<small><time datetime="${start}">${unbroken(when.text)}</time></small>
${venue && html`<small>${venue.name}</small>`}
<span class="state ${moodOfState[state].tone}"><span>${unbroken(notice.title)}</span></span></span>${icon('onward')}</a>`

/** Renders the row that leads to another date, alone. */
export const otherDateView = (date: NextDate | undefined): Html | '' =>
  date === undefined ? '' : html`<ul class="card flush rows other"><li>${trainingRow(date)}</li></ul>`
