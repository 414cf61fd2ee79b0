import { requestAlert } from '../../core/alerts/request-alert.ts'
import type { App } from '../../core/context.ts'
import { draftMessage } from '../../core/messages/messages.ts'
import type { MailKind, OutboxRow } from '../../core/outbox/outbox.ts'
import { keepSignUp } from '../../core/pending-sign-ups/pending-sign-up.ts'
import { foldName } from '../../core/people/person.ts'
import { markVerified } from '../../core/proof/codes.ts'
import { insertProofs, newProof } from '../../core/proof/proofs.ts'
import { type LockedTraining, lockTrainings } from '../../core/seats/locked-training.ts'
import type { Registration } from '../../core/seats/registration.ts'
import { requestRow } from '../../core/seats/supervisors.ts'
import { scheduleOf } from '../../core/trainings/schedule.ts'
import { addAccount } from '../../organizers/accounts/accounts.ts'
import { askMuchLater, giveAfter } from '../after-training.ts'

const hourMs = 60 * 60_000

/**
 * `group`: as a coordinator gets it; `one`: about one person of a group; `unproven`: as a
 * coordinator gets it who has proven nothing; `seat`: a message about the seat, which no one can
 * unsubscribe from.
 */
export type MailForm = 'own' | 'group' | 'one' | 'unproven' | 'seat'

interface Subject {
  registration: Registration
  form: MailForm
}

type Cause = (context: App, mail: OutboxRow, subject: Subject) => Promise<Partial<OutboxRow>>

/** An email that is about no registration, as far as its row says. */
const aboutNoOne = { registration_id: null, group_id: null }

const toHear: Cause = async (context, mail, subject) => ({
  ...aboutNoOne,
  alert_id: await askToHear(context, mail, subject),
})
const toCoordinator: Cause = async (context, mail, { registration }) => ({
  ...aboutNoOne,
  account_id: await askCoordinator(context, mail, registration),
})
const toMove: Cause = async (context, _mail, { registration }) => ({
  known_schedule: await scheduleBefore(context, registration),
})
const afterTraining: Cause = async (context, { kind }, { registration }) => {
  await giveAfter(context, registration, kind)
  return {}
}

/** What the kinds are about that a registration alone does not cause. */
const causes: Partial<Record<MailKind, Cause>> = {
  'already-registered': async (context, _mail, { registration }) => ({
    duplicate_id: await findDuplicate(context, registration),
  }),
  'seat-passed': async (context, _mail, { registration }) => ({ transfer_id: await offerTo(context, registration) }),
  supervisor: async (context, _mail, { registration }) => {
    await nameSupervisor(context, registration)
    return {}
  },
  code: async (context, _mail, subject) => ({ ...aboutNoOne, proof_id: await askForCode(context, subject) }),
  'alert-code': toHear,
  alert: toHear,
  'address-left': async (context, _mail, { registration }) => ({
    proof_id: await changeAddress(context, registration),
  }),
  message: async (context, mail, subject) => {
    await writeMessage(context, mail, subject)
    return {}
  },
  certificate: afterTraining,
  'certificate-replaced': afterTraining,
  'certificate-revoked': afterTraining,
  'certificate-step': afterTraining,
  evaluation: afterTraining,
  'people-changed': toCoordinator,
  'agency-news': toCoordinator,
  'follow-up': async (context, _mail, { registration }) => ({
    ...aboutNoOne,
    follow_up_id: await askMuchLater(context, registration),
  }),
  'training-changed': toMove,
  'training-restored': toMove,
}

const ofSeat: Cause = async (context, mail) => {
  await nameMembers(context, mail)
  return mail.kind === 'cancelled' ? { canceled_by: 'organizer' } : {}
}

/** Stores what an example is about next to a registration, and names it to the mail. */
export const giveCause: Cause = (context, mail, subject) =>
  (causes[mail.kind as MailKind] ?? ofSeat)(context, mail, subject)

/** As if the training had moved to its day from the day before. */
async function scheduleBefore(context: App, { training_id }: Registration): Promise<string> {
  const training = context.db.reader.selectFrom('training').select('input').where('id', '=', training_id)
  const { startsAt, ...rest } = scheduleOf(JSON.parse((await training.executeTakeFirstOrThrow()).input))
  return JSON.stringify({ ...rest, startsAt: new Date(Date.parse(startsAt) - 24 * hourMs).toISOString() })
}

async function findDuplicate({ db }: App, { id }: Registration): Promise<string> {
  const duplicates = db.reader.selectFrom('duplicate').select('id').where('registration_id', '=', id)
  return (await duplicates.executeTakeFirstOrThrow()).id
}

async function offerTo(context: App, sender: Registration): Promise<string> {
  const id = context.newId()
  const now = context.now()
  const colleague = { given_name: 'Marcus', family_name: 'Bell', email: 'marcus.bell@example.org', lang: sender.lang }
  await context.db.transaction((tx) =>
    tx
      .insertInto('transfer')
      .values({
        id,
        training_id: sender.training_id,
        registration_id: sender.id,
        ...colleague,
        expires_at: new Date(now.getTime() + 72 * hourMs).toISOString(),
        taken_by: null,
        created_at: now.toISOString(),
      })
      .execute(),
  )
  return id
}

async function nameSupervisor(context: App, registration: Registration) {
  const { id, given_name, family_name, role, agency, lang } = registration
  const supervisorEmail = 'lieutenant.bell@example.org'
  const person = {
    givenName: given_name,
    familyName: family_name,
    role,
    agency,
    answers: {},
    sensitive: { supervisorEmail },
  }
  const subject = { registration_id: id, duplicate_id: null }
  const row = requestRow(context, subject, { person, lang, isConfirmed: true }, context.now().toISOString())
  if (row) await context.db.transaction((tx) => tx.insertInto('supervisor_request').values(row).execute())
}

async function askForCode(context: App, { registration, form }: Subject): Promise<string> {
  const { training_id, given_name, family_name, email, lang } = registration
  const { phone, role, agency } = registration
  const training = await context.db.transaction((tx) => lockTrainings(context.db, tx, [training_id]))
  const request = {
    people: [
      { givenName: given_name, familyName: family_name, email, phone, role, agency, answers: {}, sensitive: {} },
    ],
    ...(form === 'own' ? {} : { coordinator: { name: 'Grace Lee', email: `grace.code.${lang}@example.org` } }),
    split: false,
    consents: [],
    partner: null,
    channel: 'link' as const,
    origin: null,
    lang,
  }
  const keeping = { request, heldSeats: 1, replaced: undefined, now: context.now().toISOString() }
  const kept = keepSignUp(context, training.get(training_id) as LockedTraining, keeping)
  await context.db.transaction(async (tx) => {
    await insertProofs(tx, [kept.proof]).execute()
    await tx.insertInto('pending_sign_up').values(kept.row).execute()
  })
  return kept.row.id
}

async function askToHear(context: App, { kind }: OutboxRow, { registration }: Subject): Promise<string> {
  const { training_id: trainingId, lang } = registration
  const email = `rosa.${kind}.${lang}@example.org`
  const wish = { trainingId, kind: 'opening' as const, email, lang, partner: undefined, nonce: context.newId() }
  const id = await requestAlert(context, wish)
  await context.db.transaction(async (tx) => {
    await tx.deleteFrom('outbox').where('alert_id', '=', id).execute()
    if (kind === 'alert') await markVerified(tx, id, context.now().toISOString()).execute()
  })
  return id
}

/** As after a right code: the registration has its new address already. */
async function changeAddress(context: App, { id, training_id, lang }: Registration): Promise<string> {
  const now = context.now().toISOString()
  const email = `ada.after.${lang}@example.org`
  const proof = newProof(
    {
      id: context.newId(),
      subject: 'address-change',
      training_id,
      registration_id: id,
      email,
      lang,
      ends_at: now,
    },
    now,
  )
  await context.db.transaction(async (tx) => {
    await insertProofs(tx, [{ ...proof, verified_at: now }]).execute()
    const former_email = `ada.before.${lang}@example.org`
    await tx.insertInto('address_change').values({ id: proof.id, former_email }).execute()
  })
  return proof.id
}

/** Names the members of a group that its coordinator is notified about. */
async function nameMembers(context: App, mail: OutboxRow) {
  if (mail.group_id === null || mail.registration_id !== null) return
  const members = await context.db.reader
    .selectFrom('registration')
    .select('id')
    .where('group_id', '=', mail.group_id)
    .where('email', 'is', null)
    .execute()
  await context.db.transaction(async (tx) => {
    await tx.insertInto('outbox').values(mail).execute()
    const people = members.map(({ id }) => ({ outbox_id: mail.id, registration_id: id }))
    await tx.insertInto('outbox_person').values(people).execute()
  })
}

/** Gives the person's agency a coordinator, whose email names the person. */
async function askCoordinator(context: App, mail: OutboxRow, { id, lang }: Registration): Promise<string> {
  const agency = 'KCPD'
  const email = `grace.${mail.id}@example.org`
  const account = { email, name: 'Grace Lee', lang, role: 'agency', trainings: 'all', agency, partner: null } as const
  const added = await addAccount(context, account)
  await context.db.transaction(async (tx) => {
    // Not every form asks for an agency.
    await tx
      .updateTable('registration')
      .set({ agency, agency_folded: foldName(agency) })
      .where('id', '=', id)
      .execute()
    await tx
      .insertInto('outbox')
      .values({ ...mail, registration_id: null, account_id: added.id })
      .execute()
    await tx.insertInto('outbox_person').values({ outbox_id: mail.id, registration_id: id }).execute()
  })
  return added.id
}

const subject = {
  en: 'Where to park on Monday',
  es: 'Dónde estacionarse el lunes',
}
const text = {
  en: 'The north lot is closed, so please park in the south lot and come in through the side door.\n\nBring a jacket: the hall is cool.',
  es: 'El estacionamiento norte está cerrado: estaciónese en el estacionamiento sur y entre por la puerta lateral.\n\nTraiga una chaqueta: el salón es fresco.',
}

async function writeMessage(context: App, mail: OutboxRow, { registration, form }: Subject) {
  const { reader } = context.db
  const { slug } = await reader
    .selectFrom('training')
    .select('slug')
    .where('id', '=', registration.training_id)
    .executeTakeFirstOrThrow()
  const about = form === 'seat' ? 'seat' : 'other'
  const { id } = await draftMessage(
    context,
    { trainings: 'all' },
    {
      training: slug,
      filter: { status: ['confirmed'] },
      subject,
      text,
      about,
      showsTraining: form === 'seat',
    },
  )
  await context.db.transaction(async (tx) => {
    await tx.insertInto('outbox').values(mail).execute()
    await tx.insertInto('message_mail').values({ outbox_id: mail.id, message_id: id, recipient: null }).execute()
  })
}
