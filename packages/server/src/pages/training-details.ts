import type { Language, Training, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { say, type WordKey } from '../words/index.ts'
import type { Html } from './layout.ts'

/** What a visitor wants to know before registering, in the order of the widget's card. */
export function trainingDetails(training: Training, lang: Language): Html {
  const { when, venue, onlineUrl, summary, contentNote, bring, food, credit } = training
  const doors = when.doors && html`<p>${say(lang, 'card.doors', { time: when.doors })}</p>`
  const served = food && html`<p>${say(lang, `card.food.${food as NonNullable<TrainingInput['food']>}`)}</p>`
  const lines = (label: WordKey, text: string | undefined) =>
    text && row(lang, label, html`<p class="lines">${text}</p>`)
  return html`<p><strong>${say(lang, 'card.free')}</strong></p>
${summary && html`<p class="lead lines">${summary}</p>`}
<dl>
${row(lang, 'card.when', html`<p><time datetime="${when.start}">${when.text}</time></p>${doors}`)}
${venue && row(lang, 'card.where', venueView(venue, lang))}
${onlineUrl && row(lang, 'card.online', outsideLink(onlineUrl, onlineUrl))}
${audienceView(training, lang)}
${lines('card.contentNote', contentNote)}
${lines('card.arrival', venue?.arrival)}
${(bring || served) && row(lang, 'card.bring', html`${bring && html`<p class="lines">${bring}</p>`}${served}`)}
${lines('card.credit', credit)}
</dl>
${presenters(training, lang)}`
}

const row = (lang: Language, label: WordKey, content: Html) =>
  html`<div><dt>${say(lang, label)}</dt><dd>${content}</dd></div>`

// A new tab, because answers that were typed already must not be lost.
const outsideLink = (href: string, text: string | Html) =>
  html`<a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a>`

const venueView = ({ name, address, mapUrl }: NonNullable<Training['venue']>, lang: Language) => html`<p>${name}</p>
${address && html`<p>${address}</p>`}
<p>${outsideLink(mapUrl, say(lang, 'card.map'))}</p>`

function audienceView({ audience }: Training, lang: Language) {
  const { note, roles, minimumAge } = audience
  if (!note && roles.length === 0 && !minimumAge) return ''
  const who = note ?? roles.join(', ')
  return row(
    lang,
    'card.audience',
    html`${who && html`<p class="lines">${who}</p>`}${minimumAge && html`<p>${say(lang, 'card.minimumAge', { age: minimumAge })}</p>`}`,
  )
}

function presenters({ presenter, organizer, sponsors }: Training, lang: Language): Html {
  const home = (name: string, url: string | undefined) => (url ? outsideLink(url, name) : html`${name}`)
  return html`${presenter && html`<p>${around(lang, 'card.presenter', 'name', html`${presenter.name}`)}${presenter.trainers && html`<br>${say(lang, 'card.trainers', { names: listed(lang, presenter.trainers) })}`}</p>`}
${organizer && html`<p>${around(lang, 'card.organizer', 'name', home(organizer.name, organizer.url))}</p>`}
${
  sponsors.length > 0
    ? html`<p>${around(
        lang,
        'card.sponsors',
        'names',
        listedLinks(
          lang,
          sponsors.map(({ name, url }) => home(name, url)),
        ),
      )}</p>`
    : ''
}`
}

const lists = { en: new Intl.ListFormat('en'), es: new Intl.ListFormat('es') }
const listed = (lang: Language, names: string[]) => lists[lang].format(names)
const listedLinks = (lang: Language, links: Html[]) =>
  html`${lists[lang].formatToParts(links.map((_, index) => String(index))).map(({ type, value }) => (type === 'element' ? links[Number(value)] : value))}`

/** A sentence whose placeholder is a link, which `say` could only fill with text. */
function around(lang: Language, key: WordKey, placeholder: string, content: Html): Html {
  const [before, after] = say(lang, key).split(`{${placeholder}}`)
  return html`${before}${content}${after}`
}

/** Whom to ask, and where to get help: the same on every step. */
export function contactView({ contact }: Training, lang: Language, heading: WordKey = 'contact.heading'): Html | '' {
  if (!contact) return ''
  const { name, email, phone } = contact
  return html`<section><h2>${say(lang, heading)}</h2>
${name && html`<p>${name}</p>`}
${email && html`<p><a href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${email}</a></p>`}
${phone && html`<p><a href="tel:${dialled(phone)}">${phone}</a></p>`}</section>`
}

export function helplinesView({ helplines }: Training, lang: Language): Html | '' {
  if (helplines.length === 0) return ''
  return html`<aside class="help"><h2>${say(lang, 'help.heading')}</h2><p><a href="tel:911">${say(lang, 'help.danger')}</a></p>
${helplines.map(
  ({ label, tel, sms, url }) => html`<p><strong>${label}</strong></p><ul>
${tel && html`<li><a href="tel:${dialled(tel)}">${say(lang, 'help.call', { tel })}</a></li>`}
${sms && html`<li><a href="sms:${dialled(sms)}">${say(lang, 'help.text', { code: sms })}</a></li>`}
${url && html`<li>${outsideLink(url, new URL(url).host)}</li>`}</ul>`,
)}</aside>`
}

const dialled = (number: string) => number.replace(/[^\d+]/g, '')
