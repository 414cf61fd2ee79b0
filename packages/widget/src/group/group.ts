import type { RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
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
import type { Person } from './people-outcome.ts'
import { askedOnce, keyOf, personQuestions } from './people-questions.ts'

/** The sign-up of several people by a coordinator. */
export class Group {
  readonly list: PeopleList
  readonly #host: AnswersHost
  /** The people in the last request, and the questions that were asked once. */
  #sent: Row[] = []
  #shared: Question[] = []

  constructor(host: AnswersHost, { group }: TrainingAnswer) {
    this.#host = host
    this.list = new PeopleList(host)
    const { answers } = host
    const { givenName, familyName, email } = answers
    host.type({
      '/coordinator/name': [givenName, familyName].filter(Boolean).join(' '),
      '/coordinator/email': email ?? '',
      '/split': 'split',
      // A visitor who began to sign up themselves is the first of them.
      ...Object.fromEntries(group!.person.map(({ id }) => [keyOf({ id: 0 }, id), answers[id] ?? ''])),
    })
  }

  /** The questions about one person. */
  about(row: Row, data: TrainingAnswer): Question[] {
    const say = createSay(data.words, data.lang)
    return personQuestions(data, row, say('people.person', { number: this.list.numberOf(row) }))
  }

  questions(data: TrainingAnswer, answers: Answers): Question[] {
    const filled = this.list.filled(answers)
    const asked = new Set(filled.length > 0 ? filled : this.list.rows.slice(0, 1))
    const [above, below] = askedOnce(data)
    // In the order in which they stand there.
    return [
      ...above,
      ...this.list.rows.flatMap((row) =>
        this.about(row, data).map((one) => ({ ...one, required: one.required && asked.has(row) })),
      ),
      ...below,
    ]
  }

  registration(data: TrainingAnswer, answers: Answers, circumstances: Circumstances): RegistrationInput {
    const shared = askedOnce(data).flat()
    const { people: _, ...rest } = toRegistration(shared, answers, circumstances)
    const [name = '', email = '', agency] = ['/coordinator/name', '/coordinator/email', 'agency'].map((key) =>
      String(answers[key] ?? '').trim(),
    )
    this.#shared = shared.filter(({ id, key }) => id === key)
    this.#sent = this.list.filled(answers)
    return {
      ...rest,
      people: this.#sent.map((row) => sortAnswers([...this.about(row, data), ...this.#shared], answers).person),
      coordinator: { name, email, ...(agency && { agency }) },
      split: answers['/split'] !== 'all',
    }
  }

  keyOf(pointer: string) {
    const [, index = '', id = ''] = /^\/(?:people\/(\d+)|coordinator)\/(.*)$/.exec(pointer) ?? []
    const row = this.#sent[Number(index)]
    if (this.#shared.some((one) => one.id === id)) return id
    return index && row ? keyOf(row, id) : pointer
  }

  /** Names the people of a result. */
  receive(result: RegistrationResult): RegistrationResult & { people: Person[] } {
    const people = this.#sent.map((row, index) => ({
      name: this.list.nameOf(row, this.#host.answers),
      status: result.people?.[index]?.status ?? result.status,
    }))
    // One may have canceled while all others have seats.
    const isDivided = result.status === 'confirmed' && people.some(({ status }) => status !== 'confirmed')
    return { ...result, people, ...(isDivided && { status: 'waitlisted' }) }
  }

  /** Starts a new list. */
  restart() {
    this.list.restart()
    this.#host.type({ '/split': 'split' })
  }

  /** Opens the people with faults, so that the visitor can correct them. */
  openFaulty(faults: Fault[], questions: Question[]) {
    for (const { key } of onePerQuestion(faults).slice(0, mostAtOnce)) {
      const row = this.list.rows.find((one) => key.startsWith(keyOf(one)))
      if (!row) continue
      this.list.open(row)
      row.isMoreOpen ||= questions.some((question) => question.key === key && question.more)
    }
  }
}

/** Merges the faults in a shared answer, which the server reports once for each person. */
export const onePerQuestion = (faults: Fault[]) =>
  faults.filter(({ key }, index) => faults.findIndex((one) => one.key === key) === index)
