import type { RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import {
  type Answers,
  type Circumstances,
  type Fault,
  type Question,
  sortAnswers,
  toRegistration,
} from '../form/answers.ts'
import { createSay } from '../words.ts'
import { type AnswersHost, mostAtOnce, PeopleList, type Row } from './people-list.ts'
import {
  coordinatorQuestions,
  isAgency,
  isMain,
  isShared,
  keyOf,
  personQuestions,
  sharedQuestions,
} from './people-questions.ts'
import { peopleOf, type SentPart } from './sent-parts.ts'

/** Bytes of `limits.bodyBytes` kept for the rest of the request. */
const spareBytes = 4096
// A status that this script does not know comes before all of them.
const fromLeastCertain = ['waitlisted', 'pending_approval', 'pending_verification', 'confirmed']
const certaintyOf = ({ status }: RegistrationResult) => fromLeastCertain.indexOf(status)

const sayOf = ({ words, lang }: TrainingAnswer) => createSay(words, lang, 'people.')

/**
 * The sign-up of several people by a coordinator. More than one request may hold are sent in parts.
 */
export class Group {
  readonly list: PeopleList
  readonly #host: AnswersHost
  /** The people in the last request, and its training. */
  #part: Row[] = []
  #training = ''
  #sent: SentPart[] = []

  constructor(host: AnswersHost) {
    this.#host = host
    this.list = new PeopleList(host)
    const { givenName, familyName, email } = host.answers
    const own = Object.entries(host.answers).filter(([id]) => !id.startsWith('/') && !isShared(id))
    host.type({
      '/coordinator/name': [givenName, familyName].filter(Boolean).join(' '),
      '/coordinator/email': email ?? '',
      '/split': 'split',
      // A visitor who began to sign up themselves is the first of them.
      ...Object.fromEntries(own.map(([id, answer]) => [keyOf({ id: 0 }, id), answer])),
    })
  }

  /** The parts that were registered for a training. */
  sentTo = ({ training }: TrainingAnswer) => this.#sent.filter((part) => part.training === training.slug)

  /** Returns a person's number. It stays the same while people before them are sent. */
  numberOf = (row: Row, data: TrainingAnswer) => peopleOf(this.sentTo(data)).length + this.list.rows.indexOf(row) + 1

  /** The questions about one person. */
  about(row: Row, data: TrainingAnswer): Question[] {
    const say = sayOf(data)
    return personQuestions(data, say, row, say('people.person', { number: this.numberOf(row, data) }))
  }

  questions(data: TrainingAnswer, answers: Answers): Question[] {
    const say = sayOf(data)
    const filled = this.list.filled(answers)
    const asked = new Set(filled.length > 0 ? filled : this.list.rows.slice(0, 1))
    const shared = sharedQuestions(data, say)
    // In the order in which they stand there.
    return [
      ...coordinatorQuestions(say),
      ...shared.filter(isAgency),
      ...this.list.rows.flatMap((row) =>
        this.about(row, data).map((one) => ({ ...one, required: one.required && asked.has(row) })),
      ),
      ...shared.filter((one) => !isAgency(one)),
    ]
  }

  registration(data: TrainingAnswer, answers: Answers, circumstances: Circumstances): RegistrationInput {
    const shared = sharedQuestions(data, sayOf(data))
    const { people: _, ...rest } = toRegistration(shared, answers, circumstances)
    const [name = '', email = '', agency] = ['/coordinator/name', '/coordinator/email', 'agency'].map((key) =>
      String(answers[key] ?? '').trim(),
    )
    return {
      ...rest,
      people: this.#takePart(data, answers, shared),
      coordinator: { name, email, ...(agency && { agency }) },
      split: answers['/split'] !== 'all',
    }
  }

  /** Returns as many people as one request may hold. */
  #takePart(data: TrainingAnswer, answers: Answers, shared: Question[]) {
    const ofEach = shared.filter(({ id }) => isShared(id))
    const people: RegistrationInput['people'] = []
    let bytes = spareBytes
    this.#training = data.training.slug
    this.#part = []
    for (const row of this.list.filled(answers)) {
      const { person } = sortAnswers([...this.about(row, data), ...ofEach], answers)
      bytes += new TextEncoder().encode(JSON.stringify(person)).length
      if (people.length === limits.people || (people.length > 0 && bytes > limits.bodyBytes)) break
      people.push(person)
      this.#part.push(row)
    }
    return people
  }

  keyOf(pointer: string) {
    const [, index = '', id = ''] = /^\/(?:people\/(\d+)|coordinator)\/(.*)$/.exec(pointer) ?? []
    const row = this.#part[Number(index)]
    if (isShared(id)) return id
    return index && row ? keyOf(row, id) : pointer
  }

  receive(result: RegistrationResult): RegistrationResult | undefined {
    const { answers } = this.#host
    const people = this.#part.map((row, index) => ({
      name: this.list.nameOf(row, answers),
      identity: this.list.identityOf(row, answers),
      status: result.people?.[index]?.status ?? result.status,
    }))
    this.#sent.push({ ...result, training: this.#training, people })
    const others = this.list.filled(answers).filter((row) => !this.#part.includes(row))
    this.list.restart(others)
    if (others.length > 0) return undefined
    const parts = this.#sent.filter(({ training }) => training === this.#training)
    const [least = result] = parts.toSorted((one, other) => certaintyOf(one) - certaintyOf(other))
    const all = peopleOf(parts)
    // One may have canceled while all others have seats.
    const isForAll = least.status !== 'confirmed' || all.every(({ status }) => status === 'confirmed')
    // Each part has an address of its own to correct.
    const correction = parts[1] ? undefined : result.correction
    return { ...least, status: isForAll ? least.status : 'waitlisted', people: all, correction }
  }

  /** Takes back the part that was registered last, to correct it. */
  reopen() {
    this.#sent.pop()
    this.list.restart(this.#part)
  }

  restart() {
    this.#sent = []
    this.list.restart([])
    this.#host.type({ '/split': 'split' })
  }

  /** Adds a pasted list to those who were not sent yet. */
  paste(text: string, role: string, data: TrainingAnswer): boolean {
    const sent = peopleOf(this.sentTo(data)).map(({ identity }) => identity)
    return this.list.paste(text, role, data, sent)
  }

  /** Opens the people with faults, so that the visitor can correct them. */
  openFaulty(faults: Fault[], questions: Question[]) {
    for (const { key } of onePerQuestion(faults).slice(0, mostAtOnce)) {
      const row = this.list.rows.find((one) => key.startsWith(keyOf(one)))
      if (!row) continue
      this.list.open(row)
      row.isMoreOpen ||= questions.some((question) => question.key === key && !isMain(question))
    }
  }
}

/** Merges the faults in a shared answer, which the server reports once for each person. */
export const onePerQuestion = (faults: Fault[]) =>
  faults.filter(({ key }, index) => faults.findIndex((one) => one.key === key) === index)
