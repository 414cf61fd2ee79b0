import type { Block, MailText } from '../../delivery/compose/mail-text.ts'

/** An email of a heading and these blocks, and nothing else. */
export const shortMail = (...blocks: Block[]): MailText => ({
  lang: 'en',
  subject: '',
  preheader: '',
  tone: 'none',
  word: 'News',
  heading: 'Hello',
  blocks,
  quiet: [],
  footer: [],
})
