import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
// Far more than the databases of all tests that run at the same time.
const enoughBytes = 1024 * 1024 * 1024

/**
 * Makes a folder for a database that a test throws away: in memory where the system has room there.
 * The server writes to the disk before it answers, and no test can see whether that reached a real
 * disk.
 */
export const scratchFolder = (prefix: string) => mkdtempSync(join(isRoomy(memory) ? memory : tmpdir(), prefix))

function isRoomy(folder: string) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > enoughBytes
  } catch {
    return false
  }
}
