import type { FirstStep } from '@training-signup/contract'
import { readOrganizerDefaults } from '../../../core/trainings/organizer-defaults.ts'
import { type Caller, isEverything, may } from '../../../platform/access/caller.ts'
import type { Permission } from '../../../platform/access/roles.ts'
import type { System } from '../../../platform/system.ts'

type Reading = Pick<System, 'db' | 'sendMail'>

interface Step {
  needs: Permission
  isDone: (system: Reading) => boolean | Promise<boolean>
}

const isIn = async ({ db }: Reading, table: 'partner' | 'registration' | 'training'): Promise<boolean> =>
  (await db.reader
    .selectFrom(table)
    .select(table === 'partner' ? 'slug' : 'id')
    .limit(1)
    .executeTakeFirst()) !== undefined

/** What there is to do before the first person can register, in this order. */
const steps: Record<FirstStep['step'], Step> = {
  organizer: { needs: 'change-organizer', isDone: hasOrganizer },
  mail: { needs: 'change-trainings', isDone: isMailProven },
  colleagues: { needs: 'manage-accounts', isDone: async ({ db }) => (await countAccounts(db.reader)) > 1 },
  training: { needs: 'change-trainings', isDone: (system) => isIn(system, 'training') },
  partner: { needs: 'change-partners', isDone: (system) => isIn(system, 'partner') },
}

/**
 * Returns what someone who sets the server up can do, and what of it is done. No one is told any
 * more once people have registered.
 */
export async function readFirstSteps(system: Reading, caller: Caller): Promise<FirstStep[]> {
  if (!isEverything(caller.scope) || !may(caller, 'change-trainings') || (await isIn(system, 'registration'))) return []
  const found: FirstStep[] = []
  for (const [step, { needs, isDone }] of Object.entries(steps) as [FirstStep['step'], Step][])
    if (may(caller, needs)) found.push({ step, isDone: await isDone(system) })
  return found
}

async function hasOrganizer(system: Reading): Promise<boolean> {
  const { organizer } = (await readOrganizerDefaults(system)).defaults
  return organizer?.name !== undefined && organizer.logo !== undefined
}

/** Emails arrive if one is known to have: with a code that someone typed. */
async function isMailProven({ db, sendMail }: Reading): Promise<boolean> {
  if (!sendMail) return false
  const proven = db.reader.selectFrom('auth_user').select('id').where('mail_proven_at', 'is not', null)
  return (await proven.limit(1).executeTakeFirst()) !== undefined
}

const countAccounts = async (db: Reading['db']['reader']) =>
  (await db.selectFrom('auth_user').select('id').limit(2).execute()).length
