import type { Language } from '@training-signup/contract'

/** Which questions: those after the day, or those 90 days later. */
export type AskedKind = 'evaluation' | 'follow-up'

/** What is asked after a training. */
export interface EvaluationTable {
  training_id: string
  /** JSON of an `EvaluationInput`. */
  input: string
  /** When the first emails were written. From then on, the questions stay as they are. */
  sent_at: string | null
  /** The last registration that got the email; '' before the first. */
  sent_to: string
  is_sent: 0 | 1
}

/**
 * All answers of a training in one row, which is written anew each time. So no row, no place in a
 * file, and no transaction belongs to one answer.
 */
export interface EvaluationBoxTable {
  training_id: string
  kind: AskedKind
  /** JSON of answers with random ids, in the order of the ids. */
  answers: string
  /** Whether it still has what people wrote. */
  has_texts: 0 | 1
}

/** Anonymous answers that wait until there are five. */
export interface WaitingAnswerTable {
  /** Random. */
  id: string
  training_id: string
  kind: AskedKind
  /** Sealed with a key that is not in the database, and as long as any other. */
  sealed: string
}

/** Who sent one of the answers that wait: no one can tell without the server's secret. */
export interface WaitingMarkTable {
  mark: string
  training_id: string
}

/** Who answered. Written for five people at a time where the answers are anonymous. */
export interface EvaluatedTable {
  registration_id: string
  training_id: string
}

/** Someone who asked for the questions after 90 days. */
export interface FollowUpTable {
  /** Random, because the link to the questions names it. */
  id: string
  training_id: string
  /** Empty once the email is done with, like the address. */
  registration_id: string | null
  email: string | null
  lang: Language
  due_at: string
  is_queued: 0 | 1
  is_answered: 0 | 1
}

/** How someone does in the test of a training. */
export interface TestTryTable {
  registration_id: string
  training_id: string
  tries: number
  /** How many were right the last time. */
  score: number
  /** JSON of the ids of the questions that were wrong the last time; empty once passed. */
  wrong: string
  /** null until it is passed. */
  passed_on: string | null
}
