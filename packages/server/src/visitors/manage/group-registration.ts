import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { eraseCoordinator } from '../../core/erasing/erase.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { acceptOffer, declineOffer } from '../../core/seats/offers.ts'
import type { Registration } from '../../core/seats/registration.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { createAdding } from './add-people.ts'
import { readGroupAttendance } from './after-day/group-attendance.ts'
import { carryOut, type OneClick, seeOther, unlessOvertaken } from './answers.ts'
import { changeForm, sendChange } from './change.ts'
import { createAddressForm, isAddressStep } from './change-address.ts'
import { callOffGroup, type Member, type RegisteredMember, readMembers } from './group-actions.ts'
import { canCallOff, canChangeAddress, groupPage, type MemberOption, memberOptions } from './group-page.ts'
import { type GroupOwner, otherDateFor } from './link-owner.ts'
import { sendSubstitute, substituteForm } from './replace-form.ts'
import { askingPage, erasedPage } from './views.ts'

/** Creates the page of a coordinator, with the actions for each member and for the whole group. */
export function createGroupRegistration(system: App) {
  const { config } = system
  const address = createAddressForm(system)
  const adding = createAdding(system)
  return {
    show: async (c: Context, owner: GroupOwner) => answerPage(c, config, await pageOf(system, owner)),
    ask(c: Context, owner: GroupOwner, action: string): Response | Promise<Response> {
      if (action === 'erase') return answerPage(c, config, erasePage(owner))
      if (action === 'add') return adding.show(c, owner)
      if (action === 'address' && canChangeAddress(owner, config)) return address.show(c, owner)
      return action === 'cancel' && canCallOff(owner)
        ? answerPage(c, config, callOffPage(owner))
        : seeOther(config, owner.at())
    },
    async act(c: Context, owner: GroupOwner, action: string): Promise<Response> {
      if (action === 'erase') {
        await eraseCoordinator(system, owner.group.id)
        return answerPage(c, config, erasedPage(owner, say(owner.lang, 'manage.group.erased.text')))
      }
      if (action === 'add') return unlessOvertaken(config, owner, () => adding.send(c, owner))
      if (isAddressStep(action) && canChangeAddress(owner, config))
        return unlessOvertaken(config, owner, () => address.send(c, owner, action))
      const isPossible = action === 'cancel' && owner.isBeforeStart
      const callOff = { done: 'cancelled-all', isPossible, act: () => callOffGroup(system, owner.group) }
      return unlessOvertaken(config, owner, () => carryOut(config, owner, callOff))
    },
    async askFor(c: Context, owner: GroupOwner, { id, action }: { id: string; action: string }): Promise<Response> {
      const member = await findMember(system, owner, id)
      if (!isOption(owner, member, action)) return seeOther(config, owner.at())
      return answerPage(c, config, formOf(owner, member, action))
    },
    actFor: (c: Context, owner: GroupOwner, asked: { id: string; action: string }) =>
      unlessOvertaken(config, owner, () => actFor(system, c, owner, asked)),
  }
}

async function pageOf(system: App, owner: GroupOwner): Promise<Page> {
  const members = await readMembers(system, owner.group.id)
  const isAnyoneWaiting = members.some(({ status }) => status === 'waitlisted')
  return groupPage(owner, members, {
    config: system.config,
    done: owner.done,
    attendance: await readGroupAttendance(system, owner, members),
    otherDate: isAnyoneWaiting ? await otherDateFor(system, owner) : undefined,
  })
}

async function actFor(
  system: System,
  c: Context,
  owner: GroupOwner,
  { id, action }: { id: string; action: string },
): Promise<Response> {
  const { config } = system
  const coordinator: System = { ...system, actor: { kind: 'coordinator' } }
  const member = await findMember(system, owner, id)
  if (action === 'accept' || action === 'decline')
    return carryOut(config, owner, answering(coordinator, owner, member, action))
  const isPossible = isOption(owner, member, action)
  if (action === 'cancel') {
    const isDone = member.registration?.status === 'cancelled'
    return carryOut(config, owner, {
      done: 'cancelled',
      isDone,
      isPossible,
      act: () => cancel(system, id, 'coordinator'),
    })
  }
  if (!isPossible) throw new ProblemError('wrong-status')
  const { registration } = member
  if (!registration) throw new ProblemError('not-found')
  if (action === 'substitute') return sendSubstitute(system, c, owner, { ...member, registration })
  return sendChange(coordinator, c, owner, changing(owner, { ...member, registration }))
}

/** @throws {ProblemError} `not-found` if the person is not in this group */
async function findMember(system: System, { group }: GroupOwner, id: string): Promise<Member> {
  const member = (await readMembers(system, group.id)).find((one) => one.id === id)
  if (!member) throw new ProblemError('not-found')
  return member
}

function answering(
  system: System,
  { isBeforeStart }: GroupOwner,
  { id, registration }: Member,
  action: 'accept' | 'decline',
): OneClick {
  const isPossible = isBeforeStart && registration !== undefined
  const isNow = (status: Registration['status']) => registration?.status === status
  return action === 'accept'
    ? { done: 'accepted-group', isDone: isNow('confirmed'), isPossible, act: () => acceptOffer(system, id) }
    : { done: 'declined-group', isDone: isNow('expired'), isPossible, act: () => declineOffer(system, id) }
}

const isOption = (owner: GroupOwner, member: Member, action: string): action is MemberOption =>
  memberOptions(owner, member).some((option) => option === action)

function formOf(owner: GroupOwner, member: Member, action: MemberOption): Page {
  const { registration } = member
  if (action === 'cancel' || !registration) return cancelPage(owner, member)
  const registered = { ...member, registration }
  return action === 'change' ? changeForm(owner, changing(owner, registered)) : substituteForm(owner, registered)
}

const changing = ({ lang, at }: GroupOwner, { id, name, registration }: RegisteredMember) => ({
  registration,
  title: say(lang, 'manage.group.change.title', { name }),
  action: at(`/people/${id}/change`),
})

const cancelPage = (owner: GroupOwner, { id, name }: Member) =>
  askingPage(owner, {
    title: say(owner.lang, 'manage.group.cancel.title', { name }),
    text: say(owner.lang, 'manage.group.cancel.text'),
    button: say(owner.lang, 'manage.group.cancel.button'),
    action: owner.at(`/people/${id}/cancel`),
  })

const erasePage = (owner: GroupOwner) =>
  askingPage(owner, {
    title: say(owner.lang, 'manage.erase'),
    text: say(owner.lang, 'manage.group.erase.text'),
    button: say(owner.lang, 'manage.erase'),
    action: owner.at('/erase'),
  })

const callOffPage = (owner: GroupOwner) =>
  askingPage(owner, {
    title: say(owner.lang, 'manage.group.cancelAll'),
    text: say(owner.lang, 'manage.group.cancelAll.text'),
    button: say(owner.lang, 'manage.group.cancelAll'),
    action: owner.at('/cancel'),
  })
