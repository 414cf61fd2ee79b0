import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { erase } from '../erasing/erase.ts'
import { answerPage, type Page } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import { cancel } from '../registrations/cancel.ts'
import { markProven } from '../registrations/ledger.ts'
import { keepSeat, openTransfer } from '../registrations/offer-transfer.ts'
import { acceptOffer, declineOffer } from '../registrations/offers.ts'
import { findSupervisor } from '../registrations/supervisors.ts'
import { say } from '../words/index.ts'
import { carryOut, seeOther } from './answers.ts'
import { changeForm, sendChange } from './change.ts'
import type { OwnHolder } from './holder.ts'
import { type OwnOption, ownOptions, ownPage } from './own-page.ts'
import { reconfirm } from './reconfirm.ts'
import { passForm, sendPass } from './transfer-form.ts'
import { askingPage, erasedPage } from './views.ts'

/** One person's page, and what can be done there. Looking at it changes nothing; every deed is a form that is sent. */
export function createOwnPlace(deps: Deps) {
  const { config } = deps
  const sendsMail = config.mail !== undefined
  const forms: Record<OwnOption, (holder: OwnHolder) => Page> = {
    change: (holder) => changeForm(holder, changing(holder)),
    pass: passForm,
    cancel: cancelPage,
    erase: erasePage,
  }
  const mayDo = (holder: OwnHolder, deed: string): deed is OwnOption =>
    ownOptions(holder, sendsMail).some((option) => option === deed)

  return {
    async show(c: Context, holder: OwnHolder): Promise<Response> {
      const transfer = await openTransfer(deps, holder.registration.id)
      const supervisor = await findSupervisor(deps, holder.registration)
      const view = { now: deps.now(), sendsMail, transfer, supervisor, done: c.req.query('done') }
      return answerPage(c, config, ownPage(holder, view))
    },
    /** The form of a deed; where there is nothing to do any more, the page says how it stands. */
    ask: (c: Context, holder: OwnHolder, deed: string): Response | Promise<Response> =>
      mayDo(holder, deed) ? answerPage(c, config, forms[deed](holder)) : seeOther(config, holder.at()),

    async act(c: Context, holder: OwnHolder, deed: string): Promise<Response> {
      await takeInHand(deps, holder)
      const quick = quickDeeds(deps, holder)[deed]
      if (quick) return carryOut(config, holder, quick)
      if (!mayDo(holder, deed)) return seeOther(config, holder.at('', 'otherwise'))
      if (deed === 'change') return sendChange(deps, c, holder, changing(holder))
      if (deed === 'pass') return sendPass(deps, c, holder)
      await erase(deps, holder.registration.id)
      return answerPage(c, config, erasedPage(holder, say(holder.lang, 'manage.erased.text')))
    },
  }
}

/** Someone who acts through the link in their mailbox has proven the address. */
const takeInHand = ({ db, now }: Deps, { registration: { id } }: OwnHolder) =>
  db.transaction((tx) => markProven(tx, id, now().toISOString()))

/** The deeds that are done with one button, and with what they are done already. */
function quickDeeds(deps: Deps, { registration, isAhead }: OwnHolder): Record<string, Parameters<typeof carryOut>[2]> {
  const { id, status } = registration
  const isNot = async () => {
    throw new ProblemError('wrong-status')
  }
  return {
    accept: {
      done: 'accepted',
      isDone: status === 'confirmed',
      act: () => (isAhead ? acceptOffer(deps, id) : isNot()),
    },
    decline: {
      done: 'declined',
      isDone: status === 'expired',
      act: () => (isAhead ? declineOffer(deps, id) : isNot()),
    },
    coming: {
      done: 'coming',
      act: () => (status === 'confirmed' && isAhead ? reconfirm(deps, id) : isNot()),
    },
    keep: { done: 'kept', act: () => (status === 'confirmed' ? keepSeat(deps, id) : isNot()) },
    cancel: { done: 'cancelled', isDone: status === 'cancelled', act: () => (isAhead ? cancel(deps, id) : isNot()) },
  }
}

const changing = ({ registration, lang, at }: OwnHolder) => ({
  registration,
  title: say(lang, 'manage.change'),
  action: at('/change'),
})

const cancelPage = (holder: OwnHolder) =>
  askingPage(holder, {
    title: say(holder.lang, 'manage.cancel'),
    text: say(holder.lang, 'manage.cancel.text'),
    button: say(holder.lang, 'manage.cancel'),
    action: holder.at('/cancel'),
  })

const erasePage = (holder: OwnHolder) =>
  askingPage(holder, {
    title: say(holder.lang, 'manage.erase'),
    text: say(holder.lang, 'manage.erase.text'),
    button: say(holder.lang, 'manage.erase.button'),
    action: holder.at('/erase'),
  })
