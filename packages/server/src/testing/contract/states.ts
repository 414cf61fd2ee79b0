import type { TrainingDraft } from '@training-signup/contract'
import { dayOf, wrongCodesPerDay } from '../../core/proof/code-budget.ts'
import { comparePeople } from '../../core/registrations/compare-people.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { type Mail, MailRefused } from '../../platform/outgoing-mail.ts'
import { type Json, someone, type TestApp } from '../servers/test-app.ts'
import { codeIn, mailing, verifying } from '../verify.ts'

/**
 * States that a server can be brought into, each through the API, as organizers and visitors do.
 */

type Draft = Partial<TrainingDraft>
type Person = ReturnType<typeof someone>

const unreachable = '@unreachable.example'
const sent: Mail[] = []

/**
 * A server for these states. It sends mails, though none to one domain, and knows its partners'
 * pages.
 */
export const contractServer = {
  environment: { ...mailing.environment, ALLOWED_ORIGINS: 'https://sponsor.example' },
  system: {
    sendMail: async (mail: Mail) => {
      if (mail.to.endsWith(unreachable)) throw new MailRefused('550')
      sent.push(mail)
    },
  },
}

export const approval: Draft = { audience: { access: 'approval', verify: 'never' } }
export const oneSeat: Draft = { seats: { capacity: 1, waitlist: false } }
export const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
export const twoPeople = () => [someone(), someone()]

export const trainingWith = (draft: Draft) => async (running: TestApp) => ({
  slug: (await running.givenTraining(draft)).slug,
})
export const training = trainingWith({})

export async function changeTraining({ admin }: TestApp, slug: string, patch: Draft) {
  const { status, body } = await admin('PATCH', `/trainings/${slug}`, patch)
  if (status !== 200) throw new Error(JSON.stringify(body))
}

/** A training with people who signed up one after another, and the last of them. */
export const registeredIn =
  (draft: Draft, invent: () => Person[] = () => [someone()]) =>
  async (running: TestApp) => {
    const { slug } = await running.givenTraining(draft)
    const people = invent()
    for (const one of people) await running.signUp(slug, { people: [one] })
    const { registrations } = (await running.admin('GET', `/registrations?training=${slug}`)).body
    return { slug, people, id: registrations[0].id as string }
  }
export const registered = registeredIn({})

/** A training with one sign-up that can be corrected. */
export const signedUpIn = (draft: Draft) => async (running: TestApp) => {
  const { slug } = await running.givenTraining(draft)
  const { reference, correction } = (await running.signUp(slug, { people: [someone()] })).body
  return { slug, replaces: { reference: reference as string, secret: correction.secret as string } }
}

/** What the organizer lets coordinators of agencies do. */
export const coordinating: Draft = { audience: { coordinators: true } }

/** A training with someone that a coordinator registered. */
export async function coordinated(running: TestApp) {
  const { slug } = await running.givenTraining(coordinating)
  const person = someone()
  const { id } = await create(running, `/trainings/${slug}/agency-people`, { person, agency: 'Kansas City PD' })
  return { slug, person, id: id as string }
}

/** Two registrations that may be of the same person. */
export async function likelyPair(running: TestApp) {
  const { email: _, ...person } = someone()
  const people = ['one', 'other'].map((name) => ({ ...person, email: `${name}@twice.example` }))
  const { slug } = await registeredIn({}, () => people)(running)
  await comparePeople(running.context)
  const { pairs } = (await running.admin('GET', `/trainings/${slug}/duplicates`)).body
  const { id, registrations } = pairs[0]
  return { slug, id: id as string, registration: registrations[0].id as string }
}

/** A training with a group. */
export const groupedIn =
  (draft: Draft = {}) =>
  async (running: TestApp) => {
    const { slug } = await running.givenTraining(draft)
    const { body } = await running.signUp(slug, { people: twoPeople(), coordinator })
    return { slug, reference: body.reference as string }
  }

/** A bulk action that waits. */
export async function inBulk(running: TestApp) {
  const { slug, id } = await registeredIn(approval)(running)
  const { body } = await running.admin('POST', '/bulk-actions', {
    action: 'approve',
    training: slug,
    registrations: [id],
  })
  return { slug, id: body.id as string }
}

/** A sign-up that waits for its code. */
export async function waiting(running: TestApp) {
  const { slug } = await running.givenTraining(verifying)
  const person = someone()
  const { reference, verification } = (await running.signUp(slug, { people: [person] })).body
  const { requests } = (await running.admin('GET', `/requests?training=${slug}`)).body
  return { slug, reference: reference as string, id: requests[0].id as string, secret: verification.secret, person }
}

/** A sign-up with the code in its mail. */
export async function coded(running: TestApp) {
  const one = await waiting(running)
  await deliverMails(running.context)
  return { ...one, code: codeIn(sent.findLast(({ to }) => to === one.person.email)?.subject ?? '') }
}

/** As if all the wrong codes of a day had been tried for this training. */
export const pauseCodes = ({ context: { db, now } }: TestApp, slug: string) =>
  db.transaction(async (tx) => {
    const { id } = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
    const day = dayOf(now().toISOString())
    const row = { training_id: id, domain: 'town.example', day, count: wrongCodesPerDay }
    await tx.insertInto('wrong_code').values(row).execute()
  })

const create = async ({ admin }: TestApp, path: string, input?: object): Promise<Json> => {
  const { status, body } = await admin('POST', path, input)
  if (status > 202) throw new Error(JSON.stringify(body))
  return body
}

export const partnerInput = (slug: string) => ({ slug, name: 'We the People', accent: '#0b57d0' })

let partners = 0
export async function partner(running: TestApp) {
  const slug = `partner-${(partners += 1)}`
  await create(running, '/partners', partnerInput(slug))
  return { slug }
}

export const messageInput = (slug: string) => ({
  training: slug,
  subject: { en: 'Bring a jacket' },
  text: { en: 'It is cold there.' },
  about: 'other',
})

const toldAbout = registeredIn({ contact: { email: 'organizer@example.org' } })

/** A draft to the people of a training whose organizer has an address. */
export async function draftedMessage(running: TestApp) {
  const { slug, id: registration } = await toldAbout(running)
  return { slug, registration, id: (await create(running, '/messages', messageInput(slug))).id as string }
}

export async function sentMessage(running: TestApp) {
  const { id } = await draftedMessage(running)
  await create(running, `/messages/${id}/send`)
  return { id }
}

/** Words that are used again. */
export async function messageTemplate(running: TestApp) {
  const { training: _, ...words } = messageInput('')
  return { id: (await create(running, '/message-templates', { ...words, name: 'A jacket' })).id as string }
}

/** An email to someone that arrived or, where their provider takes none, was given up. */
export const mailThatWas = (outcome: 'sent' | 'failed') => async (running: TestApp) => {
  const { email, ...person } = someone()
  const address = outcome === 'sent' ? email : email.replace(/@.*/, unreachable)
  const { slug } = await registeredIn({}, () => [{ ...person, email: address }])(running)
  await deliverMails(running.context)
  return { slug, id: (await running.admin('GET', `/mails?training=${slug}`)).body.mails[0].id as string }
}

export const webhookInput = { url: 'https://receiver.example.org/hook' }

export const webhookThatIs = (state: 'on' | 'off' | 'rotating') => async (running: TestApp) => {
  const { id } = await create(running, '/webhooks', { url: `${webhookInput.url}?${running.context.newId()}` })
  if (state === 'off') await running.admin('PATCH', `/webhooks/${id}`, { state })
  if (state === 'rotating') await create(running, `/webhooks/${id}/rotate`)
  return { id: id as string }
}

/** A delivery of a webhook that is on, or was turned off since. */
export const deliveryWhile = (state: 'on' | 'off') => async (running: TestApp) => {
  const { id } = await webhookThatIs('on')(running)
  const queued = await create(running, `/webhooks/${id}/test`)
  if (state === 'off') await running.admin('PATCH', `/webhooks/${id}`, { state })
  return { webhook: id, id: queued.id as string }
}

/** A partner's page. No name server knows its host. */
export async function partnerPage(running: TestApp) {
  const { slug } = await partner(running)
  const { body } = await running.admin('POST', `/partners/${slug}/placements`, { url: 'https://rotary.invalid/' })
  return { slug, id: body.id as string }
}
