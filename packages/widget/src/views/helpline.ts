import type { Training } from '@training-signup/contract'
import { html, nothing } from 'lit/html.js'
import type { View } from './view.ts'

/** Whom to ask and where to get help, in the same place and order on every step. */
export function helpBlock(view: View) {
  const { contact, helplines } = view.data.training
  if (!contact && helplines.length === 0) return nothing
  return html`<footer part="help">${contact ? contactBlock(view, contact) : nothing}${helplines.length > 0 ? helplineBlock(view) : nothing}</footer>`
}

function contactBlock({ say, linkTo }: View, { name, email, phone }: NonNullable<Training['contact']>) {
  return html`
    <div part="contact">
      <h3 part="help-heading">${say('contact.organizer')}</h3>
      <p>${name ? html`<span class="line">${name}</span>` : nothing}
      ${email ? html`<span class="line">${linkTo(`mailto:${encodeURIComponent(email)}`, email)}</span>` : nothing}
      ${phone ? html`<span class="line">${linkTo(`tel:${digits(phone)}`, phone)}</span>` : nothing}</p>
    </div>
  `
}

function helplineBlock({ say, linkTo, data: { training } }: View) {
  return html`
    <div part="helpline">
      <h3 part="help-heading">${say('help.heading')}</h3>
      ${training.helplines.map(
        ({ label, tel, sms, url }) => html`
          <p><span class="line">${url ? linkTo(url, label) : label}</span>
          ${tel ? html`<span class="line">${linkTo(`tel:${digits(tel)}`, say('help.call', { tel }))}</span>` : nothing}
          ${sms ? html`<span class="line">${linkTo(`sms:${digits(sms)}`, say('help.text', { code: sms }))}</span>` : nothing}</p>
        `,
      )}
      <p><strong>${say('help.danger')}</strong></p>
    </div>
  `
}

const digits = (number: string) => number.replace(/[^\d+*#]/g, '')
