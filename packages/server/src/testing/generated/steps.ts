import type { RegistrationStatus } from '@training-signup/contract'
import fc from 'fast-check'
import { erase } from '../../core/erasing/erase.ts'
import { vouchFor } from '../../core/pending-sign-ups/complete.ts'
import { endPending } from '../../core/pending-sign-ups/end.ts'
import { expirePending } from '../../core/pending-sign-ups/expire.ts'
import { verifyByCode } from '../../core/pending-sign-ups/verify.ts'
import { needsApproval } from '../../core/people/identify.ts'
import { drawCode, keepCode } from '../../core/proof/codes.ts'
import { acceptTransfer } from '../../core/registrations/accept-transfer.ts'
import { editRegistration } from '../../core/registrations/edit-registration.ts'
import { keepSeat, offerTransfer } from '../../core/registrations/offer-transfer.ts'
import { approve, decline, promote } from '../../core/seats/approval.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { acceptOffer, declineOffer } from '../../core/seats/offers.ts'
import { can } from '../../core/seats/transitions.ts'
import { finishPromotions } from '../../core/seats/waiting-list.ts'
import { register } from '../../core/sign-up/register.ts'
import { findTraining } from '../../core/trainings/trainings.ts'
import { sendAllMails } from '../mails/expected-mails.ts'
import { admitted, oneOf, unverified } from '../sent-sign-ups.ts'
import { someone, type TestApp } from '../servers/test-app.ts'
import { wrong } from '../verify.ts'
import { type DoorStep, doorStep, isDoorStep, takeDoorStep } from './door-steps.ts'

const moves = {
  approve,
  decline,
  cancel,
  promote,
  erase,
  accept: acceptOffer,
  refuse: declineOffer,
  keep: keepSeat,
  rename,
  amend,
}
/** The status that a move is for, or changes most; now and then it is tried with others too. */
const isFor: Partial<Record<keyof typeof moves, RegistrationStatus>> = {
  approve: 'pending_approval',
  decline: 'pending_approval',
  promote: 'waitlisted',
  accept: 'offered',
  refuse: 'offered',
  cancel: 'confirmed',
  keep: 'confirmed',
}

export type Step =
  | { do: 'sign-up'; people: number; split: boolean }
  | { do: 'sign-up-again' }
  | { do: 'group-again'; split: boolean }
  | { do: 'join'; people: number; which: number }
  | { do: 'correct' | 'fix-address'; people: number; split: boolean; which: number }
  | { do: 'verify' | 'mistype' | 'vouch' | 'end'; which: number }
  | { do: keyof typeof moves; which: number }
  | { do: 'pass'; which: number; to: number | null }
  | { do: 'take'; which: number }
  | { do: 'wait'; hours: number }
  | { do: 'capacity'; seats: number | null }
  | { do: 'capacity-in-parts'; seats: number }
  | { do: 'finish-promotions' | 'ask-approval' }
  | { do: 'extra-seat'; which: number }
  | DoorStep

const doing = <const Name extends Step['do']>(...names: Name[]) => fc.constantFrom(...names)
/** Which of those that a step is for. */
const anyOne = fc.nat(20)
const upToThree = fc.integer({ min: 1, max: 3 })

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: doing('sign-up'), people: upToThree, split: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: doing('sign-up-again') }) },
  { weight: 1, arbitrary: fc.record({ do: doing('group-again'), split: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: doing('join'), people: upToThree, which: anyOne }) },
  { weight: 6, arbitrary: fc.record({ do: doing(...(Object.keys(moves) as (keyof typeof moves)[])), which: anyOne }) },
  { weight: 2, arbitrary: fc.record({ do: doing('cancel', 'approve'), which: anyOne }) },
  { weight: 2, arbitrary: fc.record({ do: doing('rename'), which: anyOne }) },
  { weight: 3, arbitrary: fc.record({ do: doing('pass'), which: anyOne, to: fc.option(anyOne) }) },
  { weight: 3, arbitrary: fc.record({ do: doing('take'), which: anyOne }) },
  { weight: 4, arbitrary: fc.record({ do: doing('verify'), which: anyOne }) },
  { weight: 2, arbitrary: fc.record({ do: doing('mistype', 'vouch', 'end'), which: anyOne }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: doing('correct', 'fix-address', 'fix-address'),
      people: upToThree,
      split: fc.boolean(),
      which: anyOne,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: doing('wait'), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ do: doing('capacity'), seats: fc.option(fc.nat(6)) }) },
  { weight: 1, arbitrary: fc.record({ do: doing('capacity-in-parts'), seats: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ do: doing('finish-promotions', 'ask-approval') }) },
  { weight: 1, arbitrary: fc.record({ do: doing('extra-seat'), which: anyOne }) },
  { weight: 6, arbitrary: doorStep },
)

const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }

export async function takeStep(
  app: TestApp,
  slug: string,
  ada: ReturnType<typeof someone>,
  one: Step,
): Promise<unknown> {
  if (isDoorStep(one)) return takeDoorStep(app, slug, one)
  switch (one.do) {
    case 'capacity':
      return app.admin('PATCH', `/trainings/${slug}`, { seats: { capacity: one.seats } })
    case 'capacity-in-parts':
      return enlargeInParts(app, slug, one.seats)
    case 'finish-promotions':
      return finishPromotions(app.context)
    case 'ask-approval':
      return app.admin('PATCH', `/trainings/${slug}`, { audience: { access: 'approval' } })
    case 'wait':
      // One wait in three leaves mails unsent, so that some offers pass their time before their mail is sent.
      if (one.hours % 3 > 0) await sendAllMails(app.context.db)
      app.clock.later({ hours: one.hours })
      await expirePending(app.context)
      return expireRegistrations(app.context)
    case 'sign-up':
    case 'sign-up-again':
    case 'group-again':
    case 'correct':
    case 'fix-address':
      return signUp(app, slug, ada, one)
    case 'join':
      return joinGroup(app, slug, one)
    case 'verify':
    case 'mistype':
    case 'vouch':
    case 'end':
      return verify(app, slug, one)
    default:
      return act(app, slug, one)
  }
}

type Acting = Extract<Step, { do: 'extra-seat' | 'pass' | 'take' | keyof typeof moves }>

/** Does something with one of those who are signed up. */
function act(app: TestApp, slug: string, one: Acting): Promise<unknown> {
  switch (one.do) {
    case 'extra-seat':
      return giveExtraSeat(app, slug, one.which)
    case 'pass':
      return offerSeat(app, slug, one)
    case 'take':
      return takeSeat(app, slug, one.which)
    default:
      return move(app, slug, one)
  }
}

/** Adds seats as if too many people waited to promote any of them in the same transaction. */
const enlargeInParts = ({ context, clock }: TestApp, slug: string, seats: number) =>
  context.db.transaction((tx) =>
    tx
      .updateTable('training')
      .set({ capacity: seats, promotion_pending_since: clock.now.toISOString() })
      .where('slug', '=', slug)
      .execute(),
  )

async function verify(
  app: TestApp,
  slug: string,
  { do: name, which }: Extract<Step, { do: 'verify' | 'mistype' | 'vouch' | 'end' }>,
) {
  const named = await unverified(app, slug, which)
  if (!named) return undefined
  if (name === 'vouch') return vouchFor(app.context, named.id)
  if (name === 'end') return endPending(app.context, named.id)
  const code = drawCode(app.context, 6)
  await keepCode(app.context, named.id, code)
  return verifyByCode(app.context, { ...named, slug, code: name === 'verify' ? code : wrong(code) })
}

async function signUp(app: TestApp, slug: string, ada: ReturnType<typeof someone>, one: Step) {
  const { context } = app
  const named =
    one.do === 'correct'
      ? await unverified(app, slug, one.which)
      : one.do === 'fix-address' && (await admitted(app, slug, one.which))
  const replaces = named && { reference: named.reference, secret: named.secret }
  const { email: _, ...withoutAddress } = someone()
  const group = (people: object[], split: boolean) => ({ people, coordinator, split })
  const input = () => {
    if (one.do === 'group-again') return group([ada, { ...ada, givenName: 'Grace' }, someone()], one.split)
    if (one.do !== 'sign-up' && one.do !== 'correct' && one.do !== 'fix-address') return { people: [ada] }
    const people = [someone(), withoutAddress, someone()].slice(0, one.people)
    return one.people === 1 ? { people } : group(people, one.split)
  }
  const request = { ...input(), ...(replaces ? { replaces } : {}) } as Parameters<typeof register>[2]['input']
  const { result } = await register(context, slug, { input: request, channel: 'embed', origin: null, lang: 'en' })
  return result
}

/** As the coordinator of a group, with the link in an email. */
async function joinGroup({ context, rows }: TestApp, slug: string, one: { people: number; which: number }) {
  const joins = oneOf(await rows('registration_group', { slug }), one.which)
  if (!joins || joins.coordinator_email === '') return undefined
  const { email: _, ...withoutAddress } = someone()
  const input = { people: [someone(), withoutAddress, someone()].slice(0, one.people), coordinator, split: true }
  return register(context, slug, { input, joins, channel: 'link', origin: null, lang: 'en' })
}

/** Everyone who is signed up, or was. */
const everyone = ({ rows }: TestApp, slug: string) => rows('registration', { slug })

/** Adds someone, or gives someone who waits or needs approval a seat, although none may be free. */
async function giveExtraSeat(app: TestApp, slug: string, which: number) {
  const extraSeat = 'The chief asked for it'
  const waiting = (await everyone(app, slug)).filter(({ status }) => can(status, 'approve') || can(status, 'promote'))
  const one = which % 3 === 0 ? undefined : oneOf(waiting, which)
  if (one)
    return can(one.status, 'approve')
      ? approve(app.context, one.id, { extraSeat })
      : promote(app.context, one.id, { extraSeat })
  const input = { people: [someone()] }
  const added = { input, channel: 'phone', origin: null, lang: 'en', byOrganizer: true, extraSeat } as const
  return register(app.context, slug, added)
}

async function move(app: TestApp, slug: string, { do: name, which }: Extract<Step, { do: keyof typeof moves }>) {
  const status = which < 15 ? isFor[name] : undefined
  const eligible = (await everyone(app, slug)).filter((row) => status === undefined || row.status === status)
  const id = oneOf(eligible, which)?.id
  return id === undefined ? undefined : moves[name](app.context, id)
}

/** As the person themselves: where people have to be approved, a new name has to be approved again. */
async function rename(context: TestApp['context'], id: string) {
  const person = await personOf(context, id)
  if (!person) return
  await editRegistration(context, id, { givenName: `${person.given_name}h` }, { lenient: false, lang: 'en' })
}

/** As the organizer. */
async function amend(context: TestApp['context'], id: string) {
  const person = await personOf(context, id)
  if (!person) return
  const address = person.email === null ? {} : { email: `a${person.email}` }
  await editRegistration(context, id, { familyName: 'Amended', ...address })
}

const personOf = ({ db }: TestApp['context'], id: string) =>
  db.reader.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()

/** Offers a seat to a colleague, who may be signed up too. */
async function offerSeat(app: TestApp, slug: string, { which, to }: Extract<Step, { do: 'pass' }>) {
  const people = await everyone(app, slug)
  const sender = oneOf(
    people.filter(({ status }) => status === 'confirmed'),
    which,
  )
  if (!sender) return undefined
  const known = to === null ? undefined : oneOf(people, to)
  const colleague = known?.email
    ? { givenName: known.given_name, familyName: known.family_name, email: known.email }
    : someone()
  return offerTransfer(app.context, sender.id, colleague, 'en')
}

async function takeSeat({ context, rows }: TestApp, slug: string, which: number) {
  const stored = await findTraining(context, slug)
  const transfer = oneOf(await rows('transfer', { slug, taken_by: null }), which)
  if (!stored || !transfer) return undefined
  const { given_name: givenName, family_name: familyName, email } = transfer
  const unasked = { phone: null, role: null, agency: null, answers: {}, sensitive: {} }
  const person = { givenName, familyName, email, ...unasked }
  return acceptTransfer(context, transfer.id, {
    person,
    needsApproval: needsApproval(stored.input.audience, person),
    consents: [],
    lang: 'en',
  })
}
