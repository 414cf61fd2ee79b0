import type { MarkInput } from '@training-signup/contract'

/** That someone was seen at a training. It never changes, and ends with its registration. */
export interface MarkTable {
  /** Made where the tap happened. */
  id: string
  training_id: string
  registration_id: string
  /** `undo`: says only that the mark it voids was wrong. */
  kind: MarkInput['kind']
  /** The start of the session it is for, local to the training; null: the one at its time. */
  session: string | null
  /** When it was tapped, by a clock that the page corrected; and when the server got it. */
  at: string
  received_at: string
  /** The account that is said to have tapped, if another one sent it. */
  tapped_by: string | null
  /** The account or API key that sent it; null: the operator, or an earlier version. */
  sent_by: string | null
  device: string | null
  source: MarkInput['source']
  /** The mark of the same registration that it replaces, or takes back. */
  voids: string | null
  /** Why a time was corrected. */
  reason: string | null
}
