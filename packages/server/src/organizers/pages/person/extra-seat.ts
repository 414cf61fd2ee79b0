import { extraSeatReason, type Language, longestReason } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../../core/context.ts'
import { approve, promote } from '../../../core/seats/approval.ts'
import { can } from '../../../core/seats/transitions.ts'
import { describeInAudit } from '../../../platform/access/admin-route.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { type Checked, checkBy, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type SentFields, type Visit } from '../pages.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { coordinatorText } from './coordinator-text.ts'
import { orBack } from './person-actions.ts'
import { type PersonPage, personCrumbs, personName, personPage } from './person-view.ts'

const guard = { needs: 'change-people', of: 'registration' } as const

/** Giving one person a seat although none is free, with a reason. */
export function extraSeatPages(app: App): Pages {
  const pages = createPages(app)
  const path = '/registrations/:id/extra-seat'
  const view = (visit: Visit) => personPage(app, visit)
  pages.page(path, guard, async (visit) => askPage(await view(visit)))
  pages.action(path, guard, async (visit) => {
    if (visit.form.has(enterName))
      return askPage(await view(visit), { typed: visit.form.get('reason'), faults: noFaults, isEnter: true })
    const { input, faults } = readReason(visit.lang, visit.form)
    if (faults) return askPage(await view(visit), { typed: visit.form.get('reason'), faults })
    const id = idIn(visit.c)
    return orBack(visit.leadTo, `/registrations/${id}`, async () => {
      const { registration } = await view(visit)
      const extraSeat = input.reason
      await describeInAudit(visit.c, { object: { kind: 'registration', id }, filters: { extraSeat } })
      const verb = can(registration.status, 'approve') ? approve : promote
      await verb(actingAs(app, visit.caller), id, { extraSeat })
      return `/registrations/${id}?done=extra`
    })
  })
  return pages
}

const idIn = (c: Visit['c']) => c.req.param('id') ?? ''

/** Returns whether no seat is free for the person, though they could be given one. */
export function isFull({ training: { row }, registration: { status, expiresAt } }: PersonPage): boolean {
  const isHeld = status === 'offered' || (status === 'pending_approval' && expiresAt !== null)
  const isDecided = can(status, 'approve') || can(status, 'promote')
  return isDecided && !isHeld && row.status !== 'cancelled' && row.capacity !== null && row.seats_taken >= row.capacity
}

const Reason = z.strictObject({ reason: extraSeatReason })

const readReason = (lang: Language, form: SentFields): Checked<{ reason: string }> =>
  checkBy(Reason, { reason: form.get('reason') }, () => [
    'reason',
    say(lang, form.get('reason').trim() === '' ? 'admin.extra.fault.none' : 'admin.extra.fault', {
      max: longestReason,
    }),
  ])

/** Renders the field for why someone gets a seat although none is free. */
export const reasonField = (lang: Language, name: string, value: string, faults: Faults): Html =>
  inputField({
    name,
    label: say(lang, 'admin.extra.reason'),
    hint: say(lang, 'admin.extra.reason.hint'),
    value,
    faults,
    attributes: { maxlength: longestReason },
  })

const ExtraSeat = z.object({ extraSeat: extraSeatReason.optional() })

/** Reads why someone gets a seat that there is not, if they do. */
export const readExtraSeat = (lang: Language, name: string, typed: string) =>
  checkBy(ExtraSeat, typed.trim() === '' ? {} : { extraSeat: typed }, () => [
    name,
    say(lang, 'admin.extra.fault', { max: longestReason }),
  ])

/** Has the log say why someone new got a seat that there is not, if they did. */
export async function noteExtraSeat({ c }: Pick<Visit, 'c'>, training: string, extraSeat: string | undefined) {
  if (extraSeat !== undefined)
    await describeInAudit(c, { object: { kind: 'training', id: training }, filters: { training, extraSeat } })
}

interface Typed {
  typed: string
  faults: Faults
  /** Whether Enter was pressed in the field. */
  isEnter?: boolean
}

async function askPage(
  view: PersonPage,
  { typed, faults, isEnter }: Typed = { typed: '', faults: noFaults },
): Promise<AdminPage> {
  const { app, lang, path, training, registration } = view
  const title = say(lang, 'admin.extra.title', { name: personName(view) })
  const { capacity, seats_taken: taken } = training.row
  const told =
    registration.email !== null ? say(lang, app.sendMail ? 'admin.person.promote.told' : 'admin.edit.noMail') : ''
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: personCrumbs(view),
    faults,
    body: html`<form method="post" action="${path}/extra-seat" class="card stack" novalidate>
${enterButton()}<h1>${title}</h1>${isEnter ? enterNote(lang, say(lang, 'admin.extra.go')) : ''}
<p>${capacity === null ? '' : say(lang, 'admin.extra.text', { taken, capacity, after: taken + 1 })} ${told}
${await coordinatorText(app, lang, registration)}</p>
${reasonField(lang, 'reason', typed, faults)}
<p class="row"><button class="button primary">${say(lang, 'admin.extra.go')}</button>
<a class="button quiet" href="${adminPath(app.config, view.own)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}
