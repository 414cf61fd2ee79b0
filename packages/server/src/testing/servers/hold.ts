import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { Dialect } from './test-app.ts'

/**
 * Keeps everyone from signing up until the returned function is called; calling it again does
 * nothing.
 */
export async function holdTrainings(dialect: Dialect, url: string): Promise<() => Promise<void>> {
  if (dialect === 'sqlite') {
    // The server writes by itself now and then, so the lock may have to be waited for.
    const file = new DatabaseSync(url.slice('sqlite:'.length), { timeout: 10_000 })
    file.exec('begin immediate')
    return async () => {
      if (file.isOpen) file.close()
    }
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query('select id from training for update')
  return () => client.end()
}
