import type { Language, RegistrationInput, RegistrationStatus, TrainingInput } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import { registerForIds } from '../registrations/register.ts'
import { lockRegistration, type Registration, setStatus } from '../registrations/status.ts'
import { requestRow } from '../registrations/supervisors.ts'
import { changeTraining } from '../trainings/change-training.ts'
import { findTraining } from '../trainings/trainings.ts'
import { composeMail } from './compose.ts'
import type { OutboxRow } from './deliver.ts'
import type { Mail } from './mail.ts'
import { type MailKind, mailRow } from './outbox.ts'

const hourMs = 60 * 60_000

/** In which status each mail finds whom it is about. */
const statuses = {
  confirmed: 'confirmed',
  waitlisted: 'waitlisted',
  'pending-approval': 'pending_approval',
  'approval-again': 'pending_approval',
  approved: 'confirmed',
  declined: 'declined',
  promoted: 'confirmed',
  offer: 'offered',
  'offer-expired': 'expired',
  reminder: 'confirmed',
  'still-coming': 'confirmed',
  cancelled: 'cancelled',
  'already-registered': 'confirmed',
  'your-link': 'confirmed',
  'seat-passed': 'confirmed',
  'passed-on': 'cancelled',
  supervisor: 'pending_approval',
  'group-summary': 'confirmed',
  'training-changed': 'confirmed',
  digest: 'confirmed',
  'training-cancelled': 'confirmed',
} as const satisfies Partial<Record<MailKind, RegistrationStatus>>

export interface Example {
  kind: MailKind
  lang: Language
  mail: Mail
}

/**
 * One mail of every kind that is ours to word, to people made up for it, in a language. Writes them into the database of
 * `deps`, and cancels the training in the end: for looking at mails, in a database that is thrown away.
 */
export async function everyMail(deps: Deps, slug: string, lang: Language): Promise<Example[]> {
  const examples: Example[] = []
  for (const [kind, status] of Object.entries(statuses) as [MailKind, RegistrationStatus][]) {
    const row = await exampleRow(deps, slug, { kind, status, lang })
    if (kind === 'training-cancelled')
      await deps.db.transaction((tx) => changeTraining(deps, tx, slug, (input) => ({ ...input, status: 'cancelled' })))
    const mail = await composeMail(deps, row)
    if (!mail) throw new Error(`There is no ${kind} mail in ${lang}.`)
    examples.push({ kind, lang, mail })
  }
  return examples
}

interface Wanted {
  kind: MailKind
  status: RegistrationStatus
  lang: Language
}

async function exampleRow(deps: Deps, slug: string, { kind, status, lang }: Wanted): Promise<OutboxRow> {
  const training = await findTraining(deps, slug)
  if (!training) throw new Error(`There is no training ${slug}.`)
  const { input, row } = training
  const people = kind === 'group-summary' ? ['Ada', 'Luis', 'Rosa'] : ['Ada']
  const request = requestFor(input, { kind, lang, people })
  const [id = ''] = await signUp(deps, slug, request, lang)
  if (kind === 'already-registered') await signUp(deps, slug, request, lang)
  if (status !== 'confirmed') await give(deps, id, status)
  const about = {
    training_id: row.id,
    lang,
    registration_id: kind === 'digest' ? null : id,
    ...(await more(deps, kind, id)),
  }
  return mailRow(deps, kind, about, deps.now().toISOString()) as OutboxRow
}

/** Everybody has an address of their own, but for the last of a group. */
function requestFor(
  input: TrainingInput,
  { kind, lang, people }: { kind: string; lang: Language; people: string[] },
): RegistrationInput {
  const [role] = input.audience.roles
  const isGroup = people.length > 1
  return {
    people: people.map((givenName, index) => ({
      givenName,
      familyName: 'Reyes',
      ...(isGroup && index === people.length - 1
        ? {}
        : { email: `${givenName}.${kind}.${lang}@example.org`.toLowerCase() }),
      ...(typeof role === 'string' ? { role, agency: 'Kansas City Police Department' } : {}),
      ...(input.audience.access === 'attest' ? { attestation: true } : {}),
    })),
    ...(isGroup ? { coordinator: { name: 'Grace Lee', email: `grace.lee.${lang}@example.org` } } : {}),
    lang,
  }
}

const signUp = async (deps: Deps, slug: string, input: RegistrationInput, lang: Language) =>
  (await registerForIds(deps, slug, { input, channel: 'link', origin: null, lang })).registrationIds

async function give(deps: Deps, id: string, status: RegistrationStatus) {
  const expiresAt = status === 'offered' ? new Date(deps.now().getTime() + 48 * hourMs).toISOString() : null
  await deps.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(deps, tx, id)
    await setStatus(deps, tx, training, registration, { status, holdsSeat: status === 'offered', expiresAt })
  })
}

/** What a mail is about beside a registration. */
async function more(deps: Deps, kind: MailKind, id: string): Promise<Partial<OutboxRow>> {
  const { reader } = deps.db
  const registration = await reader
    .selectFrom('registration')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  switch (kind) {
    case 'group-summary':
      return { registration_id: null, group_id: registration.group_id }
    case 'already-registered': {
      const attempts = reader.selectFrom('attempt').select('id').where('registration_id', '=', id)
      return { attempt_id: (await attempts.executeTakeFirstOrThrow()).id }
    }
    case 'seat-passed':
      return { transfer_id: await offerTo(deps, registration) }
    case 'supervisor': {
      await nameSupervisor(deps, registration)
      return {}
    }
    default:
      return {}
  }
}

async function offerTo(deps: Deps, giver: { id: string; training_id: string; lang: Language }): Promise<string> {
  const id = deps.newId()
  const now = deps.now()
  const colleague = { given_name: 'Marcus', family_name: 'Bell', email: 'marcus.bell@example.org', lang: giver.lang }
  await deps.db.transaction((tx) =>
    tx
      .insertInto('transfer')
      .values({
        id,
        training_id: giver.training_id,
        registration_id: giver.id,
        ...colleague,
        expires_at: new Date(now.getTime() + 72 * hourMs).toISOString(),
        taken_by: null,
        created_at: now.toISOString(),
      })
      .execute(),
  )
  return id
}

async function nameSupervisor(deps: Deps, { id, given_name, family_name, lang }: Registration) {
  const supervisorEmail = 'lieutenant.bell@example.org'
  const person = { givenName: given_name, familyName: family_name, sensitive: { supervisorEmail } }
  const subject = { registration_id: id, attempt_id: null }
  const row = requestRow(deps, subject, { person, lang }, deps.now().toISOString())
  if (row) await deps.db.transaction((tx) => tx.insertInto('supervisor_request').values(row).execute())
}
