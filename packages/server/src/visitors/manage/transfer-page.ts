import type { ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { needsApproval } from '../../core/people/identify.ts'
import type { CheckedPerson } from '../../core/people/person.ts'
import { acceptTransfer } from '../../core/registrations/accept-transfer.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { isOpen, type Transfer } from '../../core/registrations/offer-transfer.ts'
import { checkPeople, formatFaults } from '../../core/trainings/check-people.ts'
import { formOf } from '../../core/trainings/form.ts'
import { formatMoment } from '../../core/trainings/local-time.ts'
import { basePath } from '../../platform/config.ts'
import { personDoubts } from '../../platform/html/doubt.ts'
import { consentFields, faultsAt } from '../../platform/html/form-fields.ts'
import { answerPage, messagePage, type Page } from '../../platform/html/layout.ts'
import { readSentForm, type SentForm } from '../../platform/html/sent-form.ts'
import { isProblem, ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { trainingDetails } from '../pages/training/training-details.ts'
import { privacyView } from '../pages/training/training-page.ts'
import { seeOther } from './answers.ts'
import { type LinkOwner, linkOwnerOf, sealNotice, trainingOf } from './link-owner.ts'
import { type Done, fillingPage, frame, settledView, without } from './views.ts'

/** A colleague who is offered a seat. Only their mailbox has the link to this page. */
type Asked = LinkOwner & { transfer: Transfer; sender: string }

// An offer is withdrawn by its deadline, so its token needs no version.
const version = 1

/** Creates the page where a colleague accepts a seat. */
export function createTransferPage(system: System) {
  const find = createFinder(system)
  const toOwnPage = createRedirect(system)
  return {
    async show(c: Context): Promise<Response> {
      const asked = await find(c)
      if (asked.transfer.taken_by !== null) return toOwnPage(asked, asked.transfer)
      refuseClosed(system, asked)
      const { given_name: givenName, family_name: familyName } = asked.transfer
      return answerPage(c, system.config, takePage(asked, { person: { givenName, familyName }, consents: [] }, []))
    },
    async take(c: Context): Promise<Response> {
      const asked = await find(c)
      const { transfer } = asked
      if (transfer.taken_by !== null) return toOwnPage(asked, transfer, { done: 'taken' })
      refuseClosed(system, asked)
      const sent = await readSentForm(c, formFor(asked))
      const checked = check(asked, sent)
      const faults = 'faults' in checked ? checked.faults : []
      const doubts = personDoubts(asked.lang, { fields: formFor(asked).fields, person: sent.person }, sent.asked)
      if ('faults' in checked || doubts.length > 0)
        return answerPage(c, system.config, takePage(asked, sent, [...faults, ...doubts]), 422)
      const { person } = checked
      try {
        const approval = needsApproval(asked.stored.input.audience, person)
        const receiver = { person, needsApproval: approval, consents: sent.consents, lang: asked.lang }
        await acceptTransfer(system, transfer.id, receiver)
        return await toOwnPage(asked, (await find(c)).transfer, { done: 'taken' })
      } catch (error) {
        if (!isProblem(error, 'already-registered')) throw error
        return answerPage(c, system.config, alreadyPage(asked), 409)
      }
    },
  }
}

function createFinder(system: System) {
  const tokens = createManageTokens(system)
  return async (c: Context): Promise<Asked> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const transfer = named?.kind === 'transfer' ? await readTransfer(system, named.id) : undefined
    const isAlive = named?.isGenuine(version) && transfer && system.now().toISOString() < transfer.expires_at
    if (!isAlive) throw new ProblemError('not-found')
    const stored = await trainingOf(system, transfer.training_id)
    const owner = linkOwnerOf(system, c, stored, { path: `/r/pass/${token}`, preferredLang: transfer.lang })
    return { ...owner, transfer, sender: transfer.sender }
  }
}

/**
 * Redirects to the page of the person who has accepted the seat, as long as the links they got then
 * hold: later the registration may be someone else's.
 */
function createRedirect(system: System) {
  const tokens = createManageTokens(system)
  return async (
    { lang }: LinkOwner,
    { taken_by: id, taken_version: takenVersion }: Transfer,
    { done }: { done?: Done } = {},
  ): Promise<Response> => {
    const row = await system.db.reader
      .selectFrom('registration')
      .select('token_version')
      .where('id', '=', id ?? '')
      .executeTakeFirst()
    if (id === null || takenVersion === null || row?.token_version !== takenVersion) throw new ProblemError('not-found')
    const token = tokens.issue({ kind: 'registration', id, version: takenVersion })
    const said = done === undefined ? {} : sealNotice(system, done)
    return seeOther(
      system.config,
      `${basePath(system.config)}/r/${token}?${new URLSearchParams({ ...said, lang }).toString()}`,
    )
  }
}

async function readTransfer(
  { db: { reader } }: System,
  id: string,
): Promise<(Transfer & { sender: string }) | undefined> {
  return reader
    .selectFrom('transfer')
    .innerJoin('registration', 'registration.id', 'transfer.registration_id')
    .selectAll('transfer')
    .select('registration.given_name as sender')
    .where('transfer.id', '=', id)
    .executeTakeFirst()
}

function refuseClosed(system: System, { transfer, isBeforeStart }: Asked) {
  if (!isBeforeStart || !isOpen(transfer, system.now())) throw new ProblemError('not-found')
}

const formFor = ({ stored, lang }: LinkOwner) => without(formOf(stored.input, lang), ['email'])

function check(
  { stored, lang, transfer: { email } }: Asked,
  { person, consents }: SentForm,
): { person: CheckedPerson & { email: string } } | { faults: ProblemFault[] } {
  const result = checkPeople(stored.form, { people: [{ ...person, email }], consents })
  if (!result.ok) return { faults: formatFaults(result.faults, formOf(stored.input, lang), lang) }
  return { person: { ...(result.people[0] as CheckedPerson), email } }
}

function takePage(asked: Asked, sent: Pick<SentForm, 'person' | 'consents'>, faults: ProblemFault[]): Page {
  const { lang, training, transfer, sender, stored, languages } = asked
  const form = formFor(asked)
  const time = formatMoment(transfer.expires_at, stored.row.time_zone, lang)
  const page = fillingPage(asked, {
    title: say(lang, 'manage.take', { name: sender }),
    lead: html`<p><strong>${training.title}</strong></p>
${trainingDetails(training, lang)}
<h2>${say(lang, 'manage.take.heading')}</h2>
<p>${say(lang, 'manage.take.text', { time })}</p>`,
    above: settledView(say(lang, 'field.email'), transfer.email),
    below: [
      ...consentFields(
        form,
        { lang, fields: form.fields, person: sent.person, faults: faultsAt(faults) },
        sent.consents,
      ),
      privacyView(training, form, lang),
    ],
    fields: form.fields,
    person: sent.person,
    faults,
    action: asked.at(),
    button: say(lang, 'manage.take.button'),
    back: '',
  })
  return { ...page, languages }
}

const alreadyPage = (asked: Asked): Page => ({
  ...messagePage(asked.lang, say(asked.lang, 'manage.take.already'), say(asked.lang, 'manage.take.already.text')),
  ...frame(asked),
  title: `${say(asked.lang, 'manage.take.already')}: ${asked.training.title}`,
})
