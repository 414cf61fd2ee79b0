import { OrganizerDefaults } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
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

/**
 * Replaces what new trainings start with. Trainings that exist keep what they have.
 * @param change returns the new ones for the present ones, which are locked, and can refuse
 * @throws {ProblemError} `invalid-input` if there is no such logo
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
  const next = change(storedIn(row).defaults)
  await nameLogo(system, tx, next.organizer?.logo, '/organizer/logo')
  await tx
    .updateTable('organizer_defaults')
    .set({ content: JSON.stringify(next), updated_at: system.now().toISOString() })
    .where('id', '=', only)
    .execute()
  return next
}
