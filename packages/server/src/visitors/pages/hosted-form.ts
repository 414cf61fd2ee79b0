import type { ProblemFault, RegistrationInput, RegistrationResult, ResultStatus } from '@training-signup/contract'
import type { Group } from '../../core/seats/registration.ts'
import { personDoubts } from '../../platform/html/doubt.ts'
import { faultsAt, formFields } from '../../platform/html/form-fields.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import {
  controlNames,
  equalAnswers,
  hiddenControls,
  readFix,
  sentForm,
  takenIn,
} from '../../platform/html/sent-form.ts'
import type { WordKey } from '../../words/index.ts'
import { type FormAgain, resultPage, type SentTo, type TrainingView, trainingPage } from './training/training-page.ts'

/** A form that a visitor sent, for one person or several, and the pages that can follow. */
export interface HostedForm {
  token: string
  input: Pick<RegistrationInput, 'people' | 'coordinator' | 'split' | 'consents' | 'trap' | 'replaces'>
  /** The group that they are added to. */
  joins?: Group | undefined
  /** All answers as one text. The same form with other answers is another sign-up. */
  answers: string
  /** What is wrong with answers that no one else checks. */
  faults: ProblemFault[]
  /** Addresses with a slip about which no page has asked. They stop the first press. */
  doubts: ProblemFault[]
  /** All answers as hidden controls. */
  carried: Html
  /** Where its emails go, and the name of the control for it. */
  address: string
  addressName: string
  addressPointer: string
  /** The field for it alone, with its faults. */
  addressField(faults: ProblemFault[]): Html
  /** What was answered, where only the address is to be fixed. */
  fix: ResultStatus | undefined
  words: Record<'unknown' | 'sent', WordKey>
  /** Shows the answers again, to be corrected. */
  again(shown: FormAgain): Page
  /** Shows the form with more rows, if that is what was asked for. */
  more?: (() => Page) | undefined
  /** Shows that seats are left, but too few for these people. */
  tooFew?: (() => Page) | undefined
  /** Shows what came of it. */
  result(result: RegistrationResult, sentTo?: SentTo): Page
}

/** Reads the form for one person. */
export function oneForm(view: TrainingView, controls: URLSearchParams): HostedForm {
  const sent = sentForm(controls, view.form)
  const { person, consents, trap, token, replaces, asked } = sent
  return {
    token,
    input: { people: [person], consents, trap, replaces },
    answers: JSON.stringify([equalAnswers(person), consents]),
    faults: [],
    doubts: personDoubts(view.lang, { fields: view.form.fields, person }, asked),
    carried: hiddenControls([...Object.entries(person), [controlNames.consent, consents], [controlNames.asked, asked]]),
    address: String(person['email'] ?? ''),
    addressName: 'email',
    addressPointer: '/people/0/email',
    addressField: (faults) =>
      formFields({
        lang: view.lang,
        fields: view.form.fields.filter(({ id }) => id === 'email'),
        person,
        faults: faultsAt(faults),
        focus: 'email',
      }),
    fix: readFix(controls),
    words: { unknown: 'failed.unknown', sent: 'page.sent' },
    again: ({ replaces: corrected = replaces, ...shown }) =>
      trainingPage(view, { focus: takenIn(controls), ...shown, sent: { person, consents, replaces: corrected } }),
    result: (result, sentTo) => resultPage(view, result, { name: String(person['givenName'] ?? ''), sentTo }),
  }
}
