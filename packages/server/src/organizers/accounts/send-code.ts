import { readOrganizerName } from '../../core/trainings/organizer-defaults.ts'
import { confirmCodeMail, signInCodeMail } from '../../delivery/kinds/sign-in-mails.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { type CodeAsker, createCode } from './sign-in-codes.ts'

/**
 * Sends a code for signing in to an address that has an account. Runs in the background: how long
 * the answer takes must not tell whether there is one.
 */
export function sendCodeLater(system: System, asking: CodeAsker): void {
  sendCode(system, asking).catch((error: unknown) =>
    logFailure(system.log, error, {}, 'could not send a code for signing in'),
  )
}

async function sendCode(system: System, asking: CodeAsker): Promise<void> {
  // Made and composed for every address, so that a wrong code, and what else is asked for in the
  // same moment, takes as long for all of them.
  const code = await createCode(system, asking)
  const account = await system.db.reader
    .selectFrom('auth_user')
    .select(['email', 'lang'])
    .where('email', '=', asking.address)
    .executeTakeFirst()
  const compose = asking.use === 'confirm' ? confirmCodeMail : signInCodeMail
  const organizer = await readOrganizerName(system)
  const mail = compose(system, { ...(account ?? { email: asking.address, lang: 'en' }), organizer }, code)
  await system.steadyClock.until(system.steadyClock.now() + drawDelayMs(system))
  if (account) await system.sendMail?.(mail)
}

const longestDelayMs = 1000

/** To hand the email over takes a moment: no one can tell which one. */
const drawDelayMs = ({ randomBytes }: System) =>
  (Buffer.from(randomBytes(2)).readUInt16BE() / 0x1_00_00) * longestDelayMs
