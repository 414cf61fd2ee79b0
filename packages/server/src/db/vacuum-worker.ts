// Runs in a thread of its own: SQLite blocks the thread that it works in. Exits with 1 if a reader
// still uses the log.
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'

const patienceMs = 10_000
// Sign-ups wait while this waits for readers.
const readersPatienceMs = 1_000

const db = new DatabaseSync(workerData as string, { timeout: patienceMs })
try {
  db.exec('pragma synchronous = full; pragma secure_delete = on; vacuum')
  // Does most of the work without keeping writers waiting.
  db.exec('pragma wal_checkpoint(passive)')
  // Readers in other processes can keep the log from being emptied.
  db.exec(`pragma busy_timeout = ${readersPatienceMs}`)
  const { busy } = db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number }
  process.exitCode = busy
} finally {
  db.close()
}
