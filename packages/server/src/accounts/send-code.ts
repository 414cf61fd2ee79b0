import { openSignIn } from '../access/sign-in.ts'
import { signInCodeMail } from '../mail/sign-in-mails.ts'
import { logFailure } from '../ops/log-failure.ts'
import { canonicalAddress } from '../people/person.ts'
import type { System } from '../system.ts'

/**
 * Sends a code for signing in to an address that has an account. Runs in the background: how long
 * the answer takes must not tell whether there is one.
 */
export function sendCodeLater(system: System, email: string): void {
  sendCode(system, email).catch((error: unknown) =>
    logFailure(system.log, error, {}, 'could not send a code for signing in'),
  )
}

async function sendCode(system: System, email: string): Promise<void> {
  const address = canonicalAddress(email)
  const signIn = await openSignIn(system)
  // Made for every address, so that a wrong code takes as long for all of them.
  const code = await signIn.createCode(address)
  const account = await system.db.reader
    .selectFrom('auth_user')
    .select(['email', 'lang'])
    .where('email', '=', address)
    .executeTakeFirst()
  if (account && system.sendMail) await system.sendMail(signInCodeMail(system, account, code))
}
