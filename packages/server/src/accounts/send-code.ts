import { signInCodeMail } from '../mail/sign-in-mails.ts'
import { logFailure } from '../ops/log-failure.ts'
import type { System } from '../system.ts'
import { type Asking, createCode } from './sign-in-codes.ts'

/**
 * Sends a code for signing in to an address that has an account. Runs in the background: how long
 * the answer takes must not tell whether there is one.
 */
export function sendCodeLater(system: System, asking: Asking): void {
  sendCode(system, asking).catch((error: unknown) =>
    logFailure(system.log, error, {}, 'could not send a code for signing in'),
  )
}

async function sendCode(system: System, asking: Asking): Promise<void> {
  // Made for every address, so that a wrong code takes as long for all of them.
  const code = await createCode(system, asking)
  const account = await system.db.reader
    .selectFrom('auth_user')
    .select(['email', 'lang'])
    .where('email', '=', asking.address)
    .executeTakeFirst()
  if (account && system.sendMail) await system.sendMail(signInCodeMail(system, account, code))
}
