import type { Language } from '@training-signup/contract'
import {
  type AccountReader,
  accountMail,
  accountNoticeMail,
  confirmCodeMail,
  noticeKinds,
  signInCodeMail,
} from '../../delivery/kinds/sign-in-mails.ts'
import type { Mail } from '../../platform/outgoing-mail.ts'
import type { System } from '../../platform/system.ts'

type Composer = Extract<keyof typeof import('../../delivery/kinds/sign-in-mails.ts'), `${string}Mail`>
type Draw = (system: System, reader: AccountReader) => Record<string, Mail>

const organizer = 'Jackson County'
const added = { name: 'Grace Lee', email: 'grace.lee@example.org' }

/** What each composer writes, by name. Without all of them it does not compile. */
const drawn: Record<Composer, Draw> = {
  signInCodeMail: (system, reader) => ({ 'sign-in-code': signInCodeMail(system, reader, '48291367') }),
  confirmCodeMail: (system, reader) => ({ 'confirm-code': confirmCodeMail(system, reader, '48291367') }),
  accountMail: (system, reader) => ({
    account: accountMail(system, reader, 'Maria Reyes'),
    // Added with a key, before anything is known about the organizer.
    'account-plain': accountMail(system, { ...reader, organizer: undefined }, undefined),
  }),
  accountNoticeMail: (system, reader) =>
    Object.fromEntries(
      noticeKinds.map((kind) => {
        const about = kind === 'owner-added' ? added : kind.startsWith('key') ? { name: 'Roster export' } : device
        return [`notice-${kind}`, accountNoticeMail(system, reader, { id: system.newId(), kind, about })]
      }),
    ),
}

const device = { name: 'Chrome on Android' }

/** Returns every email that someone with an account gets about it. */
export const everyAccountMail = (system: System, lang: Language): { name: string; mail: Mail }[] =>
  Object.values(drawn)
    .flatMap((draw) => Object.entries(draw(system, { email: `dana.account.${lang}@example.org`, lang, organizer })))
    .map(([name, mail]) => ({ name, mail }))
