import type { Tone } from '../compose/mail-text.ts'

/** What stands above the heading of an email, with its color. Each has a word of its own, and only a seat is `ok`. */
export const bands = {
  confirmed: 'ok',
  reminder: 'ok',
  allConfirmed: 'ok',
  waiting: 'wait',
  approval: 'wait',
  notAll: 'wait',
  changed: 'wait',
  canceled: 'stop',
  declined: 'stop',
  expired: 'stop',
  answer: 'step',
  code: 'step',
  unchanged: 'none',
  transferred: 'none',
  links: 'none',
  groupLink: 'none',
  report: 'none',
  message: 'none',
  open: 'step',
  evaluation: 'none',
  certificate: 'none',
} as const satisfies Record<string, Tone>

export type Band = keyof typeof bands
