import type { Language, RegistrationInput, RegistrationStatus, TrainingInput } from '@training-signup/contract'
import type { App } from '../../core/context.ts'
import type { OutboxRow } from '../../core/outbox/outbox.ts'
import { asStored, type MailKind, mailRow } from '../../core/outbox/outbox.ts'
import { register } from '../../core/sign-up/register.ts'
import { findTraining } from '../../core/trainings/trainings.ts'
import { composeMail } from '../../delivery/compose/compose.ts'
import { kinds, mailKinds } from '../../delivery/kinds/kinds.ts'
import { changeTraining } from '../../organizers/api/trainings/change-training.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import { giveCause, type MailForm } from './mail-causes.ts'

const hourMs = 60 * 60_000

/** A status in which the email is true. */
function statusOf(kind: MailKind): RegistrationStatus {
  const { statuses = [] } = kinds[kind]
  return statuses.includes('confirmed') ? 'confirmed' : (statuses[0] ?? 'confirmed')
}

/** The forms of the kinds that do not come in those of their readers. */
const forms: Partial<Record<MailKind, readonly MailForm[]>> = {
  'address-left': ['own', 'group'],
  code: ['own', 'group'],
  'your-link': ['own', 'group'],
  'group-summary': ['group', 'one', 'unproven'],
  message: ['own', 'seat', 'one'],
}

const formsOf = (kind: MailKind): readonly MailForm[] =>
  forms[kind] ?? (kinds[kind].readers.includes('coordinator') ? ['own', 'group', 'one', 'unproven'] : ['own'])

const everyForm = mailKinds.flatMap((kind) =>
  formsOf(kind).map((form, index) => ({
    kind,
    status: statusOf(kind),
    form,
    name: index === 0 ? kind : `${kind}-${form}`,
  })),
)

export interface Example {
  kind: MailKind
  /** The kind, or the kind and its form where it has several. */
  name: string
  lang: Language
  mail: Mail
}

/**
 * Returns one mail of every kind and form in a language, to made-up people. Writes them into the
 * database of `context` and cancels the training in the end, so use a database that is thrown away.
 */
export async function everyMail(context: App, slug: string, lang: Language): Promise<Example[]> {
  const rows: { wanted: Wanted; row: OutboxRow }[] = []
  for (const one of everyForm) {
    const wanted = { ...one, lang }
    rows.push({ wanted, row: await exampleRow(context, slug, wanted) })
  }
  const examples: Example[] = []
  for (const { wanted, row } of rows) {
    const { kind, name } = wanted
    if (kind === 'training-cancelled')
      await context.db.transaction((tx) =>
        changeTraining(context, tx, slug, (input) => ({ ...input, status: 'cancelled' })),
      )
    const mail = await composeMail(kind === 'certificate-step' ? afterDay(context) : context, row)
    if (!mail)
      throw new Error(
        `There is no ${name} mail in ${lang}: store what it is about in mail-causes.ts, or see why nothing is composed.`,
      )
    examples.push({ kind, name, lang, mail })
  }
  return examples
}

/** As of a year later: the training is over, and its minutes count. */
const afterDay = (context: App): App => ({
  ...context,
  now: () => new Date(context.now().getTime() + 365 * 24 * hourMs),
})

interface Wanted {
  kind: MailKind
  name: string
  form: MailForm
  status: RegistrationStatus
  lang: Language
}

async function exampleRow(context: App, slug: string, { kind, name, form, status, lang }: Wanted): Promise<OutboxRow> {
  const training = await findTraining(context, slug)
  if (!training) throw new Error(`There is no training ${slug}.`)
  const { input, row } = training
  const isGroup = form === 'group' || form === 'one' || form === 'unproven'
  const request = requestFor(input, { name, lang, form })
  const ids = await signUp(context, slug, request, lang)
  if (isGroup && form !== 'unproven') await prove(context, request)
  if (kind === 'already-registered') await signUp(context, slug, request, lang)
  if (status !== 'confirmed') for (const id of ids) await give(context, id, status)
  const [id = ''] = ids
  const registration = await context.db.reader
    .selectFrom('registration')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const about = {
    training_id: row.id,
    lang,
    ...(kind === 'digest' || (isGroup && kind !== 'message') ? {} : { registration_id: id }),
    group_id: registration.group_id,
  }
  const mail = asStored(mailRow(context, kind, about, context.now().toISOString()))
  return { ...mail, ...(await giveCause(context, mail, { registration, form })) }
}

async function prove({ db, now }: App, { coordinator }: RegistrationInput) {
  const proven_at = now().toISOString()
  await db.transaction((tx) =>
    tx
      .updateTable('registration_group')
      .set({ proven_at })
      .where('coordinator_email', '=', coordinator?.email ?? '')
      .execute(),
  )
}

/** Makes one person, or a group in which only the first of several has an address. */
function requestFor(
  input: TrainingInput,
  { name, lang, form }: { name: string; lang: Language; form: MailForm },
): RegistrationInput {
  const [role] = input.audience.roles
  const isGroup = form === 'group' || form === 'one' || form === 'unproven'
  const people = form === 'one' ? ['Luis'] : isGroup ? ['Ada', 'Luis', 'Rosa'] : ['Ada']
  return {
    people: people.map((givenName, index) => ({
      givenName,
      familyName: 'Reyes',
      ...(form === 'one' || index > 0 ? {} : { email: `${givenName}.${name}.${lang}@example.org`.toLowerCase() }),
      ...(typeof role === 'string' ? { role, agency: 'Kansas City Police Department' } : {}),
      ...(input.audience.access === 'attest' ? { attestation: true } : {}),
    })),
    ...(isGroup ? { coordinator: { name: 'Grace Lee', email: `grace.${name}.${lang}@example.org` } } : {}),
    lang,
  }
}

const signUp = async (context: App, slug: string, input: RegistrationInput, lang: Language) =>
  (await register(context, slug, { input, channel: 'link', origin: null, lang })).registrationIds

/** Puts someone into a status whatever led there; seats and counts do not matter to an example. */
async function give(context: App, id: string, status: RegistrationStatus) {
  const expires_at = status === 'offered' ? new Date(context.now().getTime() + 48 * hourMs).toISOString() : null
  await context.db.transaction((tx) =>
    tx.updateTable('registration').set({ status, expires_at }).where('id', '=', id).execute(),
  )
}
