import type { Language } from '@training-signup/contract'
import type { Mail } from '../../platform/outgoing-mail.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { line, text } from '../compose/composed.ts'
import { isolated, isolatesInText } from '../compose/isolates.ts'
import { htmlText } from '../compose/mail-html.ts'
import { type Block, type MailText, plainText } from '../compose/mail-text.ts'

/** What organizers are told about their account, and about a new owner. */
export const noticeKinds = [
  'passkey-added',
  'passkey-removed',
  'access-changed',
  'sessions-ended',
  'key-made',
  'key-ended',
  'owner-added',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What a notice names. */
export interface NoticeAbout {
  name?: string
  email?: string
}

/** Who gets an email about their account. */
export interface AccountReader {
  email: string
  lang: Language
  /** Who runs the trainings that they sign in to, if that is known: it stands on top. */
  organizer?: string | undefined
}

/**
 * Composes the email with a code for signing in. It is sent without the outbox: a code that waits
 * in a queue is of no use, and one that fails is asked for again.
 */
export const signInCodeMail = (system: System, reader: AccountReader, code: string): Mail => {
  const { lang } = reader
  return compose(system, reader, {
    heading: say(lang, 'mail.signIn', { code }),
    blocks: [text(say(lang, 'mail.signIn.text')), text(say(lang, 'mail.signIn.note'))],
    why: say(lang, 'mail.signIn.why'),
  })
}

/** Composes the email with a code for confirming, in the middle of a session, who is there. */
export const confirmCodeMail = (system: System, reader: AccountReader, code: string): Mail => {
  const { lang } = reader
  return compose(system, reader, {
    heading: say(lang, 'mail.confirm', { code }),
    blocks: [text(say(lang, 'mail.confirm.text')), text(say(lang, 'mail.signIn.note'))],
    why: say(lang, 'mail.confirm.why'),
  })
}

/** Where someone looks who does not know why, and what they end there first. */
const places = {
  account: { words: '', path: 'account' },
  owner: { words: '.owner', path: 'accounts' },
  key: { words: '.key', path: 'keys' },
} as const
const placeOf = (kind: NoticeKind) => places[kind === 'owner-added' ? 'owner' : kind === 'key-made' ? 'key' : 'account']

/** Composes the email about a change of what signs someone in, or about a new owner. */
export const accountNoticeMail = (
  system: System,
  reader: AccountReader,
  { id, kind, about }: { id: string; kind: NoticeKind; about: NoticeAbout },
): Mail => {
  const { lang } = reader
  const { words, path } = placeOf(kind)
  const { name = '', email = '' } = about
  return compose(
    system,
    reader,
    {
      heading: say(lang, `mail.notice.${kind}`),
      blocks: [
        text(say(lang, `mail.notice.${kind}.text`, { name: isolated(name), email })),
        text(say(lang, `mail.notice.note${words}`)),
        {
          kind: 'button',
          text: say(lang, `mail.notice.button${words}`),
          href: `${system.config.publicUrl}/admin/${path}`,
        },
      ],
      why: say(lang, 'mail.notice.why'),
      // It shows on locked screens, so it names no one.
      ...(kind === 'owner-added' && { preheader: say(lang, `mail.notice.note${words}`) }),
    },
    id,
  )
}

/**
 * Composes the email that tells someone that they have an account, who gave it, and where to sign in.
 * @param inviter the colleague who gave it, if it was one
 */
export const accountMail = (system: System, reader: AccountReader, inviter: string | undefined): Mail => {
  const { lang, email, organizer } = reader
  const added = inviter === undefined ? '' : `${say(lang, 'mail.account.by', { name: isolated(inviter) })} `
  const said = say(lang, 'mail.account.text', { email })
  return compose(system, reader, {
    preheader: said,
    heading:
      organizer === undefined
        ? say(lang, 'mail.account')
        : say(lang, 'mail.account.of', { organizer: isolated(organizer) }),
    blocks: [
      text(`${added}${said}`),
      { kind: 'button', text: say(lang, 'mail.account.button'), href: `${system.config.publicUrl}/admin/sign-in` },
    ],
    why: say(lang, 'mail.account.why'),
  })
}

interface AccountWords {
  heading: string
  /** Its first sentences, unless they name someone. */
  preheader?: string
  blocks: Block[]
  why: string
}

function compose(
  { config, newId }: System,
  { email, lang, organizer }: AccountReader,
  { heading, preheader, blocks, why }: AccountWords,
  id = newId(),
): Mail {
  const [first] = blocks
  const mail: MailText = {
    lang,
    subject: isolatesInText(heading),
    preheader: preheader ?? (first?.kind === 'text' ? first.text : heading),
    sender: organizer === undefined ? undefined : isolated(organizer),
    tone: 'step',
    word: say(lang, 'mail.account.band'),
    heading,
    blocks,
    quiet: [],
    footer: [[line(why)]],
  }
  const { hostname } = new URL(config.publicUrl)
  return {
    messageId: `<${id}@${hostname}>`,
    to: email,
    subject: mail.subject,
    text: plainText(mail),
    html: htmlText(mail),
  }
}
