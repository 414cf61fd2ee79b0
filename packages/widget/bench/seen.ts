/** What a page tells of its own load, in milliseconds of its own clock. */
export interface Seen {
  /** When the last byte of the script was there. */
  scriptAtMs: number
  /** When the form could be used, or the frame that will hold it was put in. */
  usableAtMs: number
  /** When <training-signup> said that it is ready. */
  readyAtMs?: number
  /** When the frame after the upgrade of <training-signup> was drawn. */
  upgradedAtMs?: number
  shifts: { atMs: number; value: number }[]
  /** Whatever had to be asked for before the form was there, but the page itself. */
  requested: string[]
  /** How many questions can be answered. */
  questions: number
}
