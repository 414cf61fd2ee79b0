import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { eraseCoordinator } from '../erasing/erase.ts'
import { answerPage, type Page } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import { cancel } from '../registrations/cancel.ts'
import { acceptOffer, declineOffer } from '../registrations/offers.ts'
import { say } from '../words/index.ts'
import { carryOut, seeOther } from './answers.ts'
import { changeForm, sendChange } from './change.ts'
import { callOffGroup, type Member, readMembers } from './group-actions.ts'
import { canCallOff, groupPage, type MemberOption, memberOptions } from './group-page.ts'
import type { GroupHolder } from './holder.ts'
import { sendSubstitute, substituteForm } from './replace-form.ts'
import { askingPage, erasedPage } from './views.ts'

/** Creates the page of a coordinator, with the actions for each member and for the whole group. */
export function createGroupRegistration(deps: Deps) {
  const { config } = deps
  return {
    async show(c: Context, holder: GroupHolder): Promise<Response> {
      const members = await readMembers(deps, holder.group.id)
      return answerPage(c, config, groupPage(holder, members, c.req.query('done')))
    },
    ask(c: Context, holder: GroupHolder, action: string): Response | Promise<Response> {
      if (action === 'erase') return answerPage(c, config, erasePage(holder))
      return action === 'cancel' && canCallOff(holder)
        ? answerPage(c, config, callOffPage(holder))
        : seeOther(config, holder.at())
    },
    async act(c: Context, holder: GroupHolder, action: string): Promise<Response> {
      if (action === 'erase') {
        await eraseCoordinator(deps, holder.group.id)
        return answerPage(c, config, erasedPage(holder, say(holder.lang, 'manage.group.erased.text')))
      }
      const act = async () => {
        if (action !== 'cancel' || !holder.isBeforeStart) throw new ProblemError('wrong-status')
        await callOffGroup(deps, holder.group)
      }
      return carryOut(config, holder, { done: 'cancelled-all', act })
    },
    async askFor(c: Context, holder: GroupHolder, { id, action }: { id: string; action: string }): Promise<Response> {
      const member = await findMember(deps, holder, id)
      if (!isOption(holder, member, action)) return seeOther(config, holder.at())
      return answerPage(c, config, formOf(holder, member, action))
    },
    actFor: (c: Context, holder: GroupHolder, asked: { id: string; action: string }) => actFor(deps, c, holder, asked),
  }
}

async function actFor(
  deps: Deps,
  c: Context,
  holder: GroupHolder,
  { id, action }: { id: string; action: string },
): Promise<Response> {
  const { config } = deps
  const member = await findMember(deps, holder, id)
  if (action === 'accept' || action === 'decline')
    return carryOut(config, holder, answering(deps, holder, member, action))
  const isDone = action === 'cancel' && member.registration?.status === 'cancelled'
  if (!isDone && !isOption(holder, member, action)) return seeOther(config, holder.at('', 'otherwise'))
  if (action === 'cancel')
    return carryOut(config, holder, {
      done: 'cancelled',
      isDone,
      act: () => cancel(deps, member.id),
    })
  const { registration } = member
  if (!registration) throw new ProblemError('not-found')
  if (action === 'substitute') return sendSubstitute(deps, c, holder, { ...member, registration })
  return sendChange(deps, c, holder, changing(holder, { ...member, registration }))
}

/** @throws {ProblemError} `not-found` if the person is not in this group */
async function findMember(deps: Deps, { group }: GroupHolder, id: string): Promise<Member> {
  const member = (await readMembers(deps, group.id)).find((one) => one.id === id)
  if (!member) throw new ProblemError('not-found')
  return member
}

function answering(deps: Deps, { isBeforeStart }: GroupHolder, member: Member, action: 'accept' | 'decline') {
  const { id, registration } = member
  const isAccepted = action === 'accept'
  const act = async () => {
    if (!isBeforeStart || !registration) throw new ProblemError('wrong-status')
    await (isAccepted ? acceptOffer(deps, id) : declineOffer(deps, id))
  }
  return isAccepted
    ? { done: 'accepted-group', isDone: registration?.status === 'confirmed', act }
    : { done: 'declined-group', isDone: registration?.status === 'expired', act }
}

const isOption = (holder: GroupHolder, member: Member, action: string): action is MemberOption =>
  memberOptions(holder, member).some((option) => option === action)

function formOf(holder: GroupHolder, member: Member, action: MemberOption): Page {
  const { registration } = member
  if (action === 'cancel' || !registration) return cancelPage(holder, member)
  const registered = { ...member, registration }
  return action === 'change' ? changeForm(holder, changing(holder, registered)) : substituteForm(holder, registered)
}

type RegisteredMember = Member & { registration: NonNullable<Member['registration']> }

const changing = ({ lang, at }: GroupHolder, { id, name, registration }: RegisteredMember) => ({
  registration,
  title: say(lang, 'manage.group.change.title', { name }),
  action: at(`/people/${id}/change`),
})

const cancelPage = (holder: GroupHolder, { id, name }: Member) =>
  askingPage(holder, {
    title: say(holder.lang, 'manage.group.cancel.title', { name }),
    text: say(holder.lang, 'manage.group.cancel.text'),
    button: say(holder.lang, 'manage.group.cancel.button'),
    action: holder.at(`/people/${id}/cancel`),
  })

const erasePage = (holder: GroupHolder) =>
  askingPage(holder, {
    title: say(holder.lang, 'manage.erase'),
    text: say(holder.lang, 'manage.group.erase.text'),
    button: say(holder.lang, 'manage.erase'),
    action: holder.at('/erase'),
  })

const callOffPage = (holder: GroupHolder) =>
  askingPage(holder, {
    title: say(holder.lang, 'manage.group.cancelAll'),
    text: say(holder.lang, 'manage.group.cancelAll.text'),
    button: say(holder.lang, 'manage.group.cancelAll'),
    action: holder.at('/cancel'),
  })
