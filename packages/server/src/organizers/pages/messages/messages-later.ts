import type { Language, Message } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { countReached } from '../../../core/messages/count-reached.ts'
import { findMessage } from '../../../core/messages/messages.ts'
import { isAhead, scheduleMessage, unscheduleMessage } from '../../../core/messages/schedule-message.ts'
import { formatMoment, instantOf, localOf } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import { type Checked, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import type { Act, Visit } from '../pages.ts'
import { readFacts } from './messages-facts.ts'
import { writtenTexts } from './messages-report.ts'

const typedMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** Reads when a message is to be sent, as the clock shows it where the training takes place. */
function readSendAt(
  system: Pick<App, 'now'>,
  lang: Language,
  { at, timeZone }: { at: string; timeZone: string },
): Checked<string> {
  const sendAt = typedMoment.test(at) ? instantOf(at, timeZone) : undefined
  if (sendAt !== undefined && isAhead(system, sendAt)) return { input: sendAt }
  return { faults: new Map([['at', say(lang, 'admin.messages.later.fault')]]) }
}

/** Renders when to send a message, with a button of its own. */
interface Later {
  at: string
  faults: Faults
  /** What people call the training's time zone. */
  zone: string
}

const laterField = (lang: Language, { at, faults, zone }: Later, attributes: Record<string, string> = {}): Html =>
  inputField({
    name: 'at',
    label: say(lang, 'admin.messages.later.at'),
    hint: say(lang, 'admin.messages.later.hint', { zone }),
    value: at,
    faults,
    attributes: { type: 'datetime-local', ...attributes },
  })

/** Renders the way to send a draft at a time. */
export const laterView = (lang: Language, later: Later): Html =>
  html`<details${later.faults.has('at') ? html` open` : ''}><summary>${say(lang, 'admin.messages.later')}</summary><div class="stack">
${laterField(lang, later, { form: 'message' })}
<p><button class="button" form="message" name="do" value="schedule">${say(lang, 'admin.messages.later.go')}</button></p></div></details>`

/** Gives a message that waits another time, or makes it a draft again. */
export const changeSchedule =
  (app: App, what: 'schedule' | 'unschedule', again: Again): Act =>
  async ({ form, leadTo, ...visit }) => {
    const id = visit.c.req.param('id') ?? ''
    try {
      if (what === 'unschedule') {
        await unscheduleMessage(app, id)
        return leadTo(`/messages/${id}?done=unscheduled`)
      }
      const { slug } = await findMessage(app.db.reader, id)
      const { timeZone } = await readFacts(app, slug, visit)
      const at = form.get('at')
      const { input, faults } = readSendAt(app, visit.lang, { at, timeZone })
      if (faults) return again(visit, { at, faults })
      await scheduleMessage(app, id, input)
      return leadTo(`/messages/${id}?done=scheduled`)
    } catch (error) {
      // It is being sent by now: the page shows how far it is.
      if (!isProblem(error, 'wrong-status')) throw error
      return leadTo(`/messages/${id}`)
    }
  }

type Typed = { at: string; faults: Faults }
type Again = (visit: Visit, typed: Typed) => ReturnType<Act>

/** Renders a message that waits for its time, with the ways to change that. */
export async function scheduledView(app: App, visit: Visit, message: Message, typed?: Typed): Promise<Html> {
  const { lang, caller } = visit
  const { timeZone, zone, title } = await readFacts(app, message.training, visit)
  const sendAt = message.sendAt ?? ''
  const count = await countReached(app, await findMessage(app.db.reader, message.id))
  const path = adminPath(app.config, `/messages/${message.id}`)
  const later = { at: typed?.at ?? localOf(new Date(sendAt), timeZone).slice(0, 16), faults: typed?.faults ?? noFaults }
  const ways = may(caller, 'send-messages')
    ? html`<form class="card stack" method="post" action="${path}/schedule" novalidate>${laterField(lang, { ...later, zone })}
<p><button class="button">${say(lang, 'admin.messages.later.change')}</button></p></form>
<form class="stack" method="post" action="${path}/unschedule"><p class="hint">${say(lang, 'admin.messages.later.back.hint')}</p>
<p><button class="button danger">${say(lang, 'admin.messages.later.back')}</button></p></form>`
    : ''
  return html`<h1>${message.subject.en}</h1><p>${title}</p>
<p class="note step">${icon('clock')}<span><b>${say(lang, 'admin.messages.later.goes', {
    time: formatMoment(sendAt, timeZone, lang),
  })}</b> ${say(lang, 'admin.messages.later.to', { count })}</span></p>
<div class="split"><div class="stack">${ways}</div><aside class="card">${writtenTexts(lang, message)}</aside></div>`
}
