import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { erase } from '../../core/erasing/erase.ts'
import { keepSeat, openTransfer } from '../../core/registrations/offer-transfer.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { markProven } from '../../core/seats/ledger.ts'
import { acceptOffer, declineOffer } from '../../core/seats/offers.ts'
import { findSupervisor } from '../../core/seats/supervisors.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { afterDay } from './after-day/after-day.ts'
import { stillAsked } from './after-day/evaluation-page.ts'
import { certificatesView, lostCertificates } from './after-day/own-certificates.ts'
import { carryOut, type OneClick, seeOther, unlessOvertaken } from './answers.ts'
import { type Changing, changeForm, sendChange } from './change.ts'
import { createAddressForm, isAddressStep } from './change-address.ts'
import { otherDateFor, type RegistrationOwner } from './link-owner.ts'
import { cancelKey, type OwnOption, type OwnView, ownOptions, ownPage } from './own-page.ts'
import { reconfirm } from './reconfirm.ts'
import { sendSupervisor, supervisorForm } from './supervisor-form.ts'
import { sendTransferForm, transferForm } from './transfer-form.ts'
import { askingPage, erasedPage } from './views.ts'

/**
 * Creates the page of one registration. Viewing it changes nothing: every action is a form that is
 * sent.
 */
export function createOwnRegistration(system: App) {
  const { config } = system
  const address = createAddressForm(system)
  const sendsMail = config.mail !== undefined
  const mayDo = (owner: RegistrationOwner, action: string): action is OwnOption =>
    ownOptions(owner, sendsMail).some((option) => option === action)

  return {
    async show(c: Context, owner: RegistrationOwner): Promise<Response> {
      return answerPage(c, config, ownPage(owner, await readView(system, owner, sendsMail)))
    },
    /**
     * Shows the form of an action. If the action is no longer possible, redirects to the page with
     * the status.
     */
    async ask(c: Context, owner: RegistrationOwner, action: string): Promise<Response> {
      if (!mayDo(owner, action)) return seeOther(config, owner.at())
      if (action === 'erase') return answerPage(c, config, erasePage(owner, await lostCertificates(system, owner)))
      return action === 'address' ? address.show(c, owner) : answerPage(c, config, forms[action](owner, sendsMail))
    },

    act: (c: Context, owner: RegistrationOwner, action: string): Promise<Response> =>
      unlessOvertaken(config, owner, async () => {
        await recordProof(system, owner)
        const actions = oneClickActions(system, owner)
        const oneClick = Object.hasOwn(actions, action) ? actions[action] : undefined
        if (oneClick) return carryOut(config, owner, oneClick)
        if (isAddressStep(action) && mayDo(owner, 'address')) return address.send(c, owner, action)
        if (!mayDo(owner, action)) throw new ProblemError('wrong-status')
        if (action === 'supervisor') return sendSupervisor(system, c, owner)
        if (action === 'change') return sendChange(system, c, owner, changing(owner, sendsMail))
        if (action === 'pass') return sendTransferForm(system, c, owner)
        await erase(system, owner.registration.id)
        return answerPage(c, config, erasedPage(owner, say(owner.lang, 'manage.erased.text')))
      }),
  }
}

async function readView(system: App, owner: RegistrationOwner, sendsMail: boolean): Promise<OwnView> {
  return {
    now: system.now(),
    sendsMail,
    otherDate:
      owner.registration.status === 'waitlisted'
        ? await otherDateFor(system, owner, owner.registration.partner)
        : undefined,
    transfer: await openTransfer(system, owner.registration.id),
    supervisor: await findSupervisor(system, owner.registration),
    after: owner.isBeforeStart ? undefined : await afterDay(system, owner),
    asked: owner.isBeforeStart ? undefined : await stillAsked(system, owner),
    certificates: await certificatesView(system, owner),
    done: owner.done,
  }
}

/** The forms of what a person can do; the one for another address depends on what waits. */
const forms: Record<Exclude<OwnOption, 'address' | 'erase'>, (owner: RegistrationOwner, sendsMail: boolean) => Page> = {
  supervisor: (owner) => supervisorForm(owner),
  change: (owner, sendsMail) => changeForm(owner, changing(owner, sendsMail)),
  pass: (owner) => transferForm(owner),
  cancel: (owner) => cancelPage(owner),
}

/** Records that a person who acts through the link in their mailbox has proven the address. */
const recordProof = ({ db, now }: System, { registration: { id } }: RegistrationOwner) =>
  db.transaction((tx) => markProven(tx, id, now().toISOString()))

function oneClickActions(
  system: System,
  { registration: { id, status }, isBeforeStart: isPossible }: RegistrationOwner,
): Record<string, OneClick> {
  const isConfirmed = status === 'confirmed'
  return {
    accept: { done: 'accepted', isDone: isConfirmed, isPossible, act: () => acceptOffer(system, id) },
    decline: { done: 'declined', isDone: status === 'expired', isPossible, act: () => declineOffer(system, id) },
    coming: { done: 'coming', isPossible: isConfirmed && isPossible, act: () => reconfirm(system, id) },
    keep: { done: 'kept', isPossible: isConfirmed, act: () => keepSeat(system, id) },
    cancel: { done: 'cancelled', isDone: status === 'cancelled', isPossible, act: () => cancel(system, id, 'person') },
  }
}

const changing = (owner: RegistrationOwner, sendsMail: boolean): Changing => ({
  registration: owner.registration,
  title: say(owner.lang, 'manage.change'),
  action: owner.at('/change'),
  addressPage: ownOptions(owner, sendsMail).includes('address') ? owner.at('/address') : undefined,
})

function cancelPage(owner: RegistrationOwner) {
  const label = say(owner.lang, cancelKey(owner.registration))
  return askingPage(owner, {
    title: label,
    text: say(owner.lang, 'manage.cancel.text'),
    button: label,
    action: owner.at('/cancel'),
  })
}

const erasePage = (owner: RegistrationOwner, lost: string) =>
  askingPage(owner, {
    title: say(owner.lang, 'manage.erase'),
    text: [lost, say(owner.lang, owner.onlyErases ? 'manage.over.text' : 'manage.erase.text')]
      .filter(Boolean)
      .join(' '),
    button: say(owner.lang, 'manage.erase.button'),
    action: owner.at('/erase'),
  })
