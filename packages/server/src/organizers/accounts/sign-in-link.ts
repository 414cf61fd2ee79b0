import { signInTimes } from '../../platform/access/sign-in-times.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { findAccount } from './accounts.ts'
import { keepOnce, takeOnce } from './single-use.ts'

const use = 'sign-in link'

/**
 * Makes a link that signs someone in once. Opening it does nothing yet: its page has a button.
 * @throws {ProblemError} `not-found`
 */
export async function makeSignInLink(system: System, email: string): Promise<string> {
  const account = await findAccount(system.db.reader, email)
  if (!account) throw new ProblemError('not-found')
  const token = await keepOnce(system, use, account.id, signInTimes.linkSeconds)
  return `${system.config.publicUrl}/admin/sign-in/link?token=${token}`
}

/** Returns the account that a link signs in. It works once, and as long as there is the account. */
export async function takeSignInLink(system: System, token: string): Promise<string | undefined> {
  const id = (await takeOnce(system, use, token)) ?? ''
  const account = system.db.reader.selectFrom('auth_user').select('id').where('id', '=', id)
  return (await account.executeTakeFirst())?.id
}
