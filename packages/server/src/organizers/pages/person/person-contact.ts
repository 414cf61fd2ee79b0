import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { sendAgain } from '../../../core/registrations/send-again.ts'
import { isOver } from '../../../core/seats/transitions.ts'
import { actingAs, may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages } from '../pages.ts'
import { orBack } from './person-actions.ts'
import type { PersonPage } from './person-view.ts'

/** Sends a person again what they have been told. */
export function contactPages(app: App): Pages {
  const pages = createPages(app)
  pages.action(
    '/registrations/:id/send-again',
    { needs: 'change-people', of: 'registration' },
    ({ c, caller, leadTo }) => {
      const path = `/registrations/${c.req.param('id') ?? ''}`
      return orBack(leadTo, path, async () => {
        const { isNew } = await sendAgain(actingAs(app, caller), c.req.param('id') ?? '')
        return `${path}?done=${isNew ? 'sent-again' : 'sent-before'}`
      })
    },
  )
  return pages
}

/** Renders the ways to reach the person, for someone on the phone: an email again, a message, a call. */
export function contactRow(view: PersonPage): Html | '' {
  const { app, lang, caller, registration, path } = view
  const { id, email, phone, group, training, status } = registration
  const isReached = email !== null || (group?.coordinator.email ?? '') !== ''
  const again =
    isReached && app.sendMail && may(caller, 'change-people')
      ? html`<form method="post" action="${path}/send-again"><button class="button">${say(
          lang,
          status === 'confirmed' && email !== null ? 'admin.person.again.confirmation' : 'admin.person.again.link',
        )}</button></form>`
      : ''
  const message =
    isReached && may(caller, 'send-messages')
      ? html`<a class="button" href="${adminPath(app.config, `/trainings/${training}/bulk/message?id=${id}`)}">${say(lang, 'admin.person.message')}</a>`
      : ''
  const call = phone
    ? html`<a class="button" href="tel:${dialed(phone)}">${say(lang, 'admin.person.call', { phone })}</a>`
    : ''
  const row = [again, message, call].filter((one) => one !== '')
  return row.length === 0 || (isOver(status) && !isReached && !phone) ? '' : html`<div class="row">${row}</div>`
}

/** Returns a phone number as it can be dialed. What stands behind an “x” is an extension. */
export function dialed(phone: string): string {
  const [number = '', extension = ''] = phone.split(/(?:x|ext\.?|#)\s*(?=\d+\s*$)/i)
  const digits = number.replaceAll(/[^\d+]/g, '')
  return extension === '' ? digits : `${digits};ext=${extension.trim()}`
}
