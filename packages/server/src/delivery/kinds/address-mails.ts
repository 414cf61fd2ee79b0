import { say } from '../../words/index.ts'
import { type Composed, comingButtons, greeting, line, text, trainingEvent } from '../compose/composed.ts'
import type { About } from './about.ts'
import { type AboutRegistration, formatStatus, manageButton, registrationMail } from './registration-mail.ts'

/** Tells the new address of a registration where it stands, with its new link. */
export function addressChangedMail(about: AboutRegistration): Composed {
  const { lang, registration } = about
  const isComing = registration.status === 'confirmed'
  return registrationMail(about, {
    band: 'changed',
    heading: () => say(lang, 'mail.address-changed'),
    text: () => `${say(lang, 'mail.address-changed.text')} ${formatStatus(about)}`,
    isComing,
    ...(isComing
      ? { action: [comingButtons(about)], calendar: 'PUBLISH' as const }
      : { action: [manageButton(about, 'mail.manage')] }),
  })
}

/** Tells the old address that another one took its place. It names neither, nor the person. */
export function addressLeftMail(about: About): Composed | undefined {
  const { lang, proof, group, registration } = about
  if (!proof?.former_email || proof.verified_at === null) return undefined
  const lead = say(lang, 'mail.address-left.text')
  return {
    to: proof.former_email,
    band: 'changed',
    heading: say(lang, 'mail.address-left'),
    preheader: lead,
    blocks: [greeting({ lang, isProven: false }, ''), text(lead), trainingEvent(about)],
    why: [line(say(lang, group && !registration ? 'mail.why.group' : 'mail.why'))],
  }
}
