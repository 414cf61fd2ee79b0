import { OrganizerDefaults, phoneFaults } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { nameLogo } from '../logos/logos.ts'

/** The one row. A migration made it. */
const only = 1

interface StoredDefaults {
  defaults: OrganizerDefaults
  /** Whether someone has saved them: until then nothing is known about the organizer. */
  isSet: boolean
}

interface Row {
  content: string
  updated_at: string | null
}

const storedIn = ({ content, updated_at }: Row): StoredDefaults => ({
  // Parsed again, so that a member added since gets its default.
  defaults: OrganizerDefaults.parse(JSON.parse(content)),
  isSet: updated_at !== null,
})

/** Returns what new trainings start with. */
export async function readOrganizerDefaults({ db }: Pick<System, 'db'>): Promise<StoredDefaults> {
  const query = db.reader.selectFrom('organizer_defaults').select(['content', 'updated_at'])
  return storedIn(await query.where('id', '=', only).executeTakeFirstOrThrow())
}

/** Returns who runs the trainings here, if that is known. */
export const readOrganizerName = async (system: Pick<System, 'db'>): Promise<string | undefined> =>
  (await readOrganizerDefaults(system)).defaults.organizer?.name

/** @throws {ProblemError} `invalid-input` for a phone number that no phone can dial, and was not there before */
function requirePhones(next: OrganizerDefaults, present: OrganizerDefaults): void {
  const kept = new Set(phoneFaults(present).map(({ key }) => key))
  const errors = phoneFaults(next)
    .filter(({ key }) => !kept.has(key))
    .map(({ path, message }) => ({ pointer: `/${path.join('/')}`, code: 'phone', message }))
  if (errors.length > 0) throw new ProblemError('invalid-input', { errors })
}

/**
 * Replaces what new trainings start with. Trainings that exist keep what they have.
 * @param change returns the new ones for the present ones, which are locked, and can refuse
 * @throws {ProblemError} `invalid-input` if there is no such logo, or for a new phone number that is none
 */
export async function replaceOrganizerDefaults(
  system: Pick<System, 'db' | 'now'>,
  tx: Tx,
  change: (present: OrganizerDefaults) => OrganizerDefaults,
): Promise<OrganizerDefaults> {
  const row = await tx
    .selectFrom('organizer_defaults')
    .select(['content', 'updated_at'])
    .where('id', '=', only)
    .$if(system.db.name === 'postgres', (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  const present = storedIn(row).defaults
  const next = change(present)
  requirePhones(next, present)
  await nameLogo(system, tx, next.organizer?.logo, '/organizer/logo')
  await tx
    .updateTable('organizer_defaults')
    .set({ content: JSON.stringify(next), updated_at: system.now().toISOString() })
    .where('id', '=', only)
    .execute()
  return next
}
