import { openSignIn } from '../../platform/access/sign-in.ts'
import type { System } from '../../platform/system.ts'

/** Makes a link that signs someone in once. Opening it does nothing yet: its page has a button. */
export async function makeSignInLink(system: System, email: string): Promise<string> {
  const signIn = await openSignIn(system)
  const token = await signIn.createLink(email)
  return `${system.config.publicUrl}/admin/sign-in/link?token=${token}`
}
