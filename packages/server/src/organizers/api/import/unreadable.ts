/** Why a list of people can't be read. Each has a sentence that says what to do. */
export const unreadableReasons = [
  'empty',
  'kind',
  'old-excel',
  'broken',
  'size',
  'people',
  'columns',
  'cell',
  'characters',
] as const
export type UnreadableReason = (typeof unreadableReasons)[number]

/** Below that, a list has nothing but formats and blank lines. */
export const lastRow = 10_000

/** A list that can't be read, or is longer than one can be. */
export class UnreadableList extends Error {
  readonly reason: UnreadableReason
  /** The row at which that shows, if it is one's. */
  readonly row: number | undefined
  constructor(reason: UnreadableReason, row?: number) {
    super(reason)
    this.reason = reason
    this.row = row
  }
}
