import { existsSync } from 'node:fs'
import type { Config } from '../platform/config.ts'
import { openEngine } from '../platform/db/database.ts'
import { listMissing } from '../platform/db/migrate.ts'

/** What `migrate --check` prints, and the code with which it ends. */
interface Pending {
  text: string
  code: 0 | 2 | 3
}

/**
 * Says which migrations the database lacks, and changes nothing.
 * @throws {StartError} in one sentence, when it cannot be opened, or is newer than this program
 */
export async function checkMigrations({ databaseUrl }: Pick<Config, 'databaseUrl'>): Promise<Pending> {
  const none: Pending = { text: 'There is no database yet. The first start makes it.', code: 2 }
  if (databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.slice('sqlite:'.length))) return none
  const engine = await openEngine(databaseUrl)
  try {
    const { names, isEmpty, canRunOn } = await listMissing(engine)
    if (isEmpty) return none
    if (names.length === 0) return { text: `The database is up to date (${engine.version}).`, code: 0 }
    const pending = `Pending: ${names.join(', ')}.`
    return canRunOn
      ? { text: `${pending} Processes of the version before run on: start new ones, then stop the old ones.`, code: 2 }
      : { text: `${pending} Stop every process of the version before first.`, code: 3 }
  } finally {
    await engine.close()
  }
}
