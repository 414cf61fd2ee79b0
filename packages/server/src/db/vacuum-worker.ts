// Runs in a thread of its own: SQLite blocks the thread that it works in. Exits with 1 if the log
// could not be emptied.
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'

const patienceMs = 10_000
// Sign-ups wait while this waits for readers, so it is short, and tried several times.
const logPatienceMs = 300
const logTries = 10
const pauseMs = 300

const db = new DatabaseSync(workerData as string, { timeout: patienceMs })
try {
  db.exec('pragma synchronous = full; pragma secure_delete = on; vacuum')
  db.exec(`pragma busy_timeout = ${logPatienceMs}`)
  let busy = 1
  for (let tries = 0; tries < logTries && busy !== 0; tries++) {
    if (tries > 0) await delay(pauseMs)
    // Does most of the work without keeping writers waiting.
    db.exec('pragma wal_checkpoint(passive)')
    // Fails while others write all the time, or while a reader in another process uses the log.
    busy = (db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number }).busy
  }
  process.exitCode = busy
} finally {
  db.close()
}
