import { isDialable } from '../phone.ts'
import { type FormSource, impossibleConditions } from './conditions.ts'

interface Reached {
  contact?: { phone?: string | undefined } | undefined
  helplines?: readonly { tel?: string | undefined; sms?: string | undefined }[] | undefined
}

/** What is wrong with a training though earlier versions took it. */
export interface OldFault {
  path: (string | number)[]
  message: string
  /** Names what is wrong, wherever it stands now. */
  key: string
}

const sentences = {
  unasked: 'The form doesn’t ask this question. Use one that people answer.',
  option: 'Use only answers of the question it depends on: values of its options, or “true” for a checkbox.',
  date: 'Use a date like 2027-03-06. The question takes no other answers.',
  email: 'Use an address like name@example.com. The question takes no other answers.',
  tel: 'Use a phone number like 816-555-0100. The question takes no other answers.',
  text: 'Use an answer that isn’t longer than the question allows.',
} as const

const conditionFaults = (form: FormSource): OldFault[] =>
  impossibleConditions(form).map(({ index, id, fault }) => ({
    path: ['questions', index, 'showWhen', fault === 'unasked' ? 'field' : 'in'],
    message: sentences[fault],
    key: `question ${id}`,
  }))

/** Returns the phone numbers of an organizer that no phone can dial. */
export function phoneFaults({ contact, helplines = [] }: Reached): OldFault[] {
  const numbers = [
    { path: ['contact', 'phone'], number: contact?.phone },
    ...helplines.flatMap(({ tel, sms }, index) => [
      { path: ['helplines', index, 'tel'], number: tel },
      { path: ['helplines', index, 'sms'], number: sms },
    ]),
  ]
  return numbers.flatMap(({ path, number }) =>
    number === undefined || isDialable(number)
      ? []
      : [{ path, message: 'Use a phone number, like 816-555-0100.', key: `phone ${number}` }],
  )
}

export const oldFaults = (training: FormSource & Reached): OldFault[] => [
  ...conditionFaults(training),
  ...phoneFaults(training),
]
