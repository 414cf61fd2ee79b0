import type { Channel, Language, RegistrationInput, Unverified } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { languagesOf, sayFault } from '../../words/index.ts'
import { creditPartner } from '../partners/partners.ts'
import { type IdentifiedPerson, identify } from '../people/identify.ts'
import type { CheckedPerson } from '../people/person.ts'
import { createReferenceSecrets } from '../people/reference-secret.ts'
import { codeDigitsOf, mostUnproven, proofOf } from '../people/required-proof.ts'
import { codeDigitsNow } from '../proof/code-budget.ts'
import { createVerificationTokens } from '../proof/token.ts'
import { requireCoordinators } from '../seats/coordinated.ts'
import type { Group } from '../seats/registration.ts'
import { checkPeople, formatFaults, fromAgency } from '../trainings/check-people.ts'
import { formOf } from '../trainings/form.ts'
import { cachedTraining, findTraining, type StoredTraining } from '../trainings/trainings.ts'
import type { GroupCommit } from './group-commit.ts'
import { requireTaking } from './require-taking.ts'
import type { IdempotencyKey, SignUpAnswer, SignUpOutcome, SubmittedSignUp } from './submitted-sign-up.ts'

/** The system with what commits sign-ups. */
type SignUpApp = System & { groupCommit: GroupCommit }

export interface SentSignUp {
  input: RegistrationInput
  /** Without it, a retry is a new request. */
  idempotency?: IdempotencyKey | undefined
  channel: Channel
  /** The page's origin, as the browser sends it. */
  origin: string | null
  lang: Language
  /**
   * A phone-in or walk-in that an organizer adds: it needs only a first name, registration dates do
   * not apply, and duplicates are refused with an error.
   */
  byOrganizer?: boolean
  /** Why the one person gets a seat although none is free, as an organizer decided. */
  extraSeat?: string | undefined
  /**
   * The agency whose coordinator registers one of its people, with the coordinator’s address. They are
   * admitted like a visitor, but apart from everyone that the coordinator doesn’t see, and without a
   * code.
   */
  forAgency?: { agency: string; enteredBy: string | undefined } | undefined
  /** The group that its coordinator adds people to. Its link has proven who they are. */
  joins?: Group | undefined
}

const triesAfterChange = 3

/**
 * Signs up all people of a request, or none.
 * @throws {ProblemError} with pointers into the request and messages in its language
 */
export async function register(app: SignUpApp, slug: string, request: SentSignUp): Promise<SignUpAnswer> {
  if (!app.meter) return submit(app, slug, request)
  try {
    const answer = await submit(app, slug, request)
    app.meter.signUp(answer.result.status)
    return answer
  } catch (error) {
    app.meter.signUp(error instanceof ProblemError ? error.problemName : 'internal')
    throw error
  }
}

async function submit(app: SignUpApp, slug: string, request: SentSignUp): Promise<SignUpAnswer> {
  const { partner } = request.input
  // Most name none, and need not wait.
  const credited = partner === undefined ? null : await creditPartner(app, partner, request.origin)
  for (let tries = 0; tries < triesAfterChange; tries++) {
    const training = await (tries === 0 ? cachedTraining(app, slug) : findTraining(app, slug))
    if (!training || (training.row.status === 'draft' && !request.byOrganizer)) throw new ProblemError('not-found')
    let outcome: SignUpOutcome
    try {
      const asked = checked(app, training, request, credited)
      if (asked.verifies) asked.codeDigits = await codeDigitsNow(app, training.input.audience)
      outcome = await app.groupCommit.submit(asked)
    } catch (error) {
      outcome = { refused: asRefusal(error) }
    }
    if ('result' in outcome) return outcome
    // The cached training may be older than the organizer's last change; the current form decides.
    if ('refused' in outcome && !(tries === 0 && (await isOutdated(app, training)))) {
      if (isAboutAnswers(outcome.refused)) await requireTaking(app, slug, request)
      throw outcome.refused
    }
  }
  throw new ProblemError('busy')
}

/** @throws the error, if it is no refusal */
function asRefusal(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.problem.status < 500) return error
  throw error
}

const isAboutAnswers = ({ problemName }: ProblemError) =>
  problemName === 'invalid-answers' || problemName === 'person-twice'

async function isOutdated(app: SignUpApp, { row }: StoredTraining): Promise<boolean> {
  const now = await findTraining(app, row.slug)
  return now?.row.id !== row.id || now.row.revision !== row.revision
}

function checked(
  app: SignUpApp,
  training: StoredTraining,
  request: SentSignUp,
  partner: string | null,
): SubmittedSignUp {
  const { input, byOrganizer = false, forAgency } = request
  const lang = languagesOf(training.input).includes(request.lang) ? request.lang : 'en'
  const { people, proof } = identifyPeople(app, training, request, lang)
  refuseTwins(people, lang)
  return {
    trainingId: training.row.id,
    revision: training.row.revision,
    people,
    coordinator: input.coordinator,
    split: input.split ?? false,
    joins: request.joins,
    consents: input.consents ?? [],
    partner,
    channel: request.channel,
    origin: request.origin,
    lang,
    byOrganizer,
    actor: app.actor,
    extraSeat: byOrganizer ? request.extraSeat : undefined,
    atDoor: byOrganizer && request.channel === 'walk-in',
    forAgency: forAgency?.agency,
    verifies: proof === 'code',
    codeDigits: codeDigitsOf(training.input.audience),
    replaces: input.replaces && provenBy(app, training.row.id, input.replaces),
    // Once only: see “A correction is taken while seats are left” in docs/decisions.md.
    isCorrectable:
      app.config.mail !== undefined && isByVisitor(request) && !input.replaces && hasAddress(input, people),
    idempotency: request.idempotency,
  }
}

/** Returns whether no one with an account, a key, or the link of a group sent it. */
const isByVisitor = ({ byOrganizer, forAgency, joins }: SentSignUp): boolean => !byOrganizer && !forAgency && !joins

/** @throws {ProblemError} `invalid-answers`, `coordinators-off` */
function identifyPeople(app: SignUpApp, training: StoredTraining, request: SentSignUp, lang: Language) {
  const { input, byOrganizer = false, forAgency } = request
  const { audience } = training.input
  if (forAgency) requireCoordinators(audience)
  const answers = readAnswers(training, request, lang)
  // People who made mistakes see those first.
  if (!byOrganizer) refuseMachines(input, lang)
  const sent = { people: answers, coordinator: input.coordinator, agency: forAgency?.agency }
  const people = identify(app, audience, sent)
  const sendsMail = app.config.mail !== undefined
  // No stranger fills a training where someone with an account registers people.
  const proof = isByVisitor(request) ? proofOf({ verify: audience.verify, sendsMail }, people) : 'none'
  if (byOrganizer) return { people: people.map(admitted), proof }
  return { people: proof === 'approval' ? people.map(unproven) : people, proof }
}

/** @throws {ProblemError} `invalid-answers` */
function readAnswers(
  { form, input: training }: StoredTraining,
  { input, byOrganizer = false, forAgency }: SentSignUp,
  lang: Language,
): CheckedPerson[] {
  const given = forAgency
    ? { ...input, ...forAgency, people: input.people.map((one) => fromAgency(form, one, forAgency.agency)) }
    : input
  const result = checkPeople(form, given, { lenient: byOrganizer })
  if (!result.ok)
    throw new ProblemError('invalid-answers', { errors: formatFaults(result.faults, formOf(training, lang), lang) })
  return forAgency ? result.people.map((one) => ({ ...one, agency: forAgency.agency })) : result.people
}

const admitted = (person: IdentifiedPerson): IdentifiedPerson => ({ ...person, needsApproval: false })

/** Lets the organizer decide about all but the first people of a group that no one has proven. */
const unproven = (person: IdentifiedPerson, index: number): IdentifiedPerson =>
  index < mostUnproven ? person : { ...person, needsApproval: true, holdsNoSeat: true }

/**
 * Returns whether emails about the sign-up go to an address: the person's, or their coordinator's.
 */
const hasAddress = ({ coordinator }: RegistrationInput, people: readonly IdentifiedPerson[]) =>
  coordinator !== undefined || typeof people[0]?.email === 'string'

/** Returns the sign-up that this one corrects, if its secret is right. */
function provenBy(app: SignUpApp, trainingId: string, { reference, secret }: Unverified): SubmittedSignUp['replaces'] {
  const responded = createReferenceSecrets(app).read({ trainingId, reference }, secret)
  if (responded) return { pendingId: undefined, reference, responded }
  const token = createVerificationTokens(app).read(secret)
  return token?.isSecret ? { pendingId: token.id, reference } : undefined
}

function refuseMachines(input: RegistrationInput, lang: Language) {
  const refuse = (pointer: string, code: 'trap' | 'too-quick') =>
    new ProblemError('invalid-answers', {
      errors: [{ pointer, code, message: sayFault(lang, code, { field: pointer.slice(1), label: '' }) }],
    })
  if (input.trap) throw refuse('/trap', 'trap')
  if (input.elapsedMs !== undefined && input.elapsedMs < limits.minimumFillMs) throw refuse('/elapsedMs', 'too-quick')
}

function refuseTwins(people: { activePerson: string }[], lang: Language) {
  if (people.length === 1) return
  const names = new Set<string>()
  for (const [index, { activePerson: name }] of people.entries()) {
    if (names.has(name)) {
      const message = sayFault(lang, 'person-twice', { field: 'givenName', label: '' })
      throw new ProblemError('person-twice', {
        errors: [{ pointer: `/people/${index}/givenName`, code: 'person-twice', message }],
      })
    }
    names.add(name)
  }
}
