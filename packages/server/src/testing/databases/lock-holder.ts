// A process that holds the lock of a migration until its input ends.
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { advisoryLock } from '../../platform/db/migrate.ts'

async function hold(url: string): Promise<() => unknown> {
  if (url.startsWith('sqlite:')) {
    const file = new DatabaseSync(url.slice('sqlite:'.length))
    file.exec('begin immediate')
    return () => file.exec('commit')
  }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin')
  await client.query(`select pg_advisory_xact_lock(${advisoryLock})`)
  return () => client.end()
}

const release = await hold(process.argv[2] ?? '')
console.log('held')
for await (const _ of process.stdin);
await release()
