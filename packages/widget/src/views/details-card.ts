import { html, nothing, type TemplateResult } from 'lit/html.js'
import { sayList } from '../words.ts'
import type { View } from './view.ts'

type Content = TemplateResult | string | undefined

/** What, when, where, for whom and by whom. */
export function detailsCard(view: View): TemplateResult {
  const { say, data } = view
  const { training } = data
  return html`
    <header part="card">
      <h2 part="title">${training.title}</h2>
      <p part="free">${say('card.free')}</p>
      ${training.summary ? html`<p part="about">${training.summary}</p>` : nothing}
      ${seats(view)}
      <dl part="facts">
        ${fact(say('card.when'), when(view))}
        ${fact(say('card.where'), where(view))}
        ${fact(say('card.audience'), audience(view))}
        ${fact(say('card.contentNote'), training.contentNote)}
        ${fact(say('card.arrival'), training.venue?.arrival)}
        ${fact(say('card.bring'), bring(view))}
        ${fact(say('card.credit'), training.credit)}
      </dl>
      ${people(view)}
    </header>
  `
}

const fact = (term: string, content: Content) =>
  content ? html`<div part="fact"><dt part="term">${term}</dt><dd part="detail">${content}</dd></div>` : nothing

const line = (content: Content) => (content ? html`<span class="line">${content}</span>` : nothing)

function seats({ data: { training }, say }: View) {
  const { state, seatsLeft, notice } = training
  const text =
    seatsLeft && (state === 'open' || state === 'few') ? say('seatsLeft', { count: seatsLeft }) : notice.title
  return html`<p part="state">${text}</p>`
}

function when({ data: { training }, say }: View) {
  const { text, start, doors } = training.when
  return html`${line(html`<time datetime=${start}>${text}</time>`)}${line(doors && say('card.doors', { time: doors }))}`
}

function where({ data: { training }, say, linkTo }: View): Content {
  const { venue, onlineUrl } = training
  const online = onlineUrl && linkTo(onlineUrl, say('card.online'))
  if (!venue) return online
  return html`${line(venue.name)}${line(venue.address)}${line(linkTo(venue.mapUrl, say('card.map')))}${line(online)}`
}

function audience({ data: { training, lang }, say }: View): Content {
  const { note, roles, minimumAge } = training.audience
  const age = minimumAge === undefined ? undefined : say('card.minimumAge', { age: minimumAge })
  const whom = note ?? (roles.length > 0 ? sayList(lang, roles) : undefined)
  return whom || age ? html`${line(whom)}${line(age)}` : undefined
}

function bring({ data: { training }, say }: View): Content {
  const food = training.food && (say(`card.food.${training.food}`) || training.food)
  return training.bring || food ? html`${line(training.bring)}${line(food)}` : undefined
}

function people({ data: { training, lang }, say, linkTo }: View) {
  const { presenter, organizer, sponsors } = training
  const trainers = presenter?.trainers?.length
    ? say('card.trainers', { names: sayList(lang, presenter.trainers) })
    : undefined
  return html`<p part="people">
    ${line(presenter && say('card.presenter', { name: presenter.name }))}
    ${line(trainers)}
    ${line(organizer && linkTo(organizer.url, say('card.organizer', { name: organizer.name })))}
    ${line(
      sponsors.length > 0
        ? say('card.sponsors', {
            names: sayList(
              lang,
              sponsors.map(({ name }) => name),
            ),
          })
        : undefined,
    )}
  </p>`
}
