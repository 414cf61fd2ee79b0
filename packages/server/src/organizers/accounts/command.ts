import { AccountInput, accountRoles } from '@training-signup/contract'
import { StartError } from '../../platform/config.ts'
import { isProblem } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { addAccount, findAccount, inviteAccount, listAccounts, removeAccount } from './accounts.ts'
import { makeSignInLink } from './sign-in-link.ts'

interface Asked {
  action: string
  email: string | undefined
  name: string | undefined
  role: string | undefined
}

/**
 * Carries out `organizer add`, `list`, or `remove`, and returns what to print.
 * @throws {StartError} in one sentence
 */
export async function runOrganizerCommand(system: System, { action, email, ...given }: Asked): Promise<string[]> {
  if (action === 'list') return listLines(system)
  if (email === undefined || (action !== 'add' && action !== 'remove'))
    throw new StartError('Use: organizer add EMAIL, organizer list, or organizer remove EMAIL')
  return action === 'add' ? add(system, email, given) : remove(system, email)
}

async function listLines(system: System): Promise<string[]> {
  const accounts = await listAccounts(system.db.reader)
  if (accounts.length === 0) return ['No accounts yet. Add one: organizer add EMAIL']
  return accounts.map(({ email, name, role }) => `${email}  ${role}  ${name}`)
}

async function add(system: System, email: string, given: Pick<Asked, 'name' | 'role'>): Promise<string[]> {
  const present = await findAccount(system.db.reader, email)
  const account = present ?? (await addAccount(system, readInput(email, given)))
  const link = await makeSignInLink(system, account.email)
  const isTold = !present && (await inviteAccount(system, account))
  return [
    present
      ? `${account.email} already has an account. Nothing was changed.`
      : `Added ${account.email} as ${account.role}.`,
    ...(isTold ? ['An email says where they sign in.'] : []),
    `This link signs them in once, within 24 hours: ${link}`,
  ]
}

function readInput(email: string, { name = email, role = 'owner' }: Pick<Asked, 'name' | 'role'>): AccountInput {
  const parsed = AccountInput.safeParse({ email, name, role })
  if (parsed.success) return parsed.data
  const member = parsed.error.issues[0]?.path[0]
  throw new StartError(
    member === 'email'
      ? 'Use an address like name@example.org.'
      : member === 'name'
        ? 'Use a name of at most 100 characters, on one line.'
        : `Use one of the roles ${accountRoles.join(', ')}. Add agency coordinators and partner viewers at /admin/accounts.`,
  )
}

async function remove(system: System, email: string): Promise<string[]> {
  const account = await findAccount(system.db.reader, email)
  if (!account) throw new StartError(`${email} has no account.`)
  try {
    await removeAccount(system, account.id)
  } catch (error) {
    if (isProblem(error, 'last-owner'))
      throw new StartError(`${say('en', 'problem.last-owner')}. ${say('en', 'problem.last-owner.text')}`)
    throw error
  }
  return [`Removed ${account.email}. Their sessions have ended.`]
}
