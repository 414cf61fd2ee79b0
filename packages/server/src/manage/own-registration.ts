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
import { sendTransferForm, transferForm } from './transfer-form.ts'
import { askingPage, erasedPage } from './views.ts'

/**
 * Creates the page of one registration. Viewing it changes nothing: every action is a form that is
 * sent.
 */
export function createOwnRegistration(deps: Deps) {
  const { config } = deps
  const sendsMail = config.mail !== undefined
  const forms: Record<OwnOption, (holder: OwnHolder) => Page> = {
    change: (holder) => changeForm(holder, changing(holder)),
    pass: transferForm,
    cancel: cancelPage,
    erase: erasePage,
  }
  const mayDo = (holder: OwnHolder, action: string): action is OwnOption =>
    ownOptions(holder, sendsMail).some((option) => option === action)

  return {
    async show(c: Context, holder: OwnHolder): Promise<Response> {
      const transfer = await openTransfer(deps, holder.registration.id)
      const supervisor = await findSupervisor(deps, holder.registration)
      const view = { now: deps.now(), sendsMail, transfer, supervisor, done: c.req.query('done') }
      return answerPage(c, config, ownPage(holder, view))
    },
    /**
     * Shows the form of an action. If the action is no longer possible, redirects to the page with
     * the status.
     */
    ask: (c: Context, holder: OwnHolder, action: string): Response | Promise<Response> =>
      mayDo(holder, action) ? answerPage(c, config, forms[action](holder)) : seeOther(config, holder.at()),

    async act(c: Context, holder: OwnHolder, action: string): Promise<Response> {
      await recordProof(deps, holder)
      const oneClick = oneClickActions(deps, holder)[action]
      if (oneClick) return carryOut(config, holder, oneClick)
      if (!mayDo(holder, action)) return seeOther(config, holder.at('', 'otherwise'))
      if (action === 'change') return sendChange(deps, c, holder, changing(holder))
      if (action === 'pass') return sendTransferForm(deps, c, holder)
      await erase(deps, holder.registration.id)
      return answerPage(c, config, erasedPage(holder, say(holder.lang, 'manage.erased.text')))
    },
  }
}

/** Records that a person who acts through the link in their mailbox has proven the address. */
const recordProof = ({ db, now }: Deps, { registration: { id } }: OwnHolder) =>
  db.transaction((tx) => markProven(tx, id, now().toISOString()))

/**
 * Returns the actions that need one button only, with the notice of each and whether it is already
 * done.
 */
function oneClickActions(
  deps: Deps,
  { registration, isBeforeStart }: OwnHolder,
): Record<string, Parameters<typeof carryOut>[2]> {
  const { id, status } = registration
  const refuse = async () => {
    throw new ProblemError('wrong-status')
  }
  return {
    accept: {
      done: 'accepted',
      isDone: status === 'confirmed',
      act: () => (isBeforeStart ? acceptOffer(deps, id) : refuse()),
    },
    decline: {
      done: 'declined',
      isDone: status === 'expired',
      act: () => (isBeforeStart ? declineOffer(deps, id) : refuse()),
    },
    coming: {
      done: 'coming',
      act: () => (status === 'confirmed' && isBeforeStart ? reconfirm(deps, id) : refuse()),
    },
    keep: { done: 'kept', act: () => (status === 'confirmed' ? keepSeat(deps, id) : refuse()) },
    cancel: {
      done: 'cancelled',
      isDone: status === 'cancelled',
      act: () => (isBeforeStart ? cancel(deps, id) : refuse()),
    },
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
