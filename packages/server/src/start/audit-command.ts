import { archiveAudit, brokenChain } from '../platform/audit/archive.ts'
import { checkArchives } from '../platform/audit/check-archives.ts'
import { readStart, verifyAudit } from '../platform/audit/seal.ts'
import { StartError } from '../platform/config.ts'
import type { System } from '../platform/system.ts'

/**
 * Archives the audit log, or checks it together with what was archived.
 * @returns what to print
 * @throws {StartError} in one sentence
 */
export const runAuditCommand = (system: System, words: string[], before: string | undefined): Promise<string> =>
  words[0] === 'export' ? archive(system, words[1], before) : check(system, words)

async function archive({ db, now }: System, file: string | undefined, before = ''): Promise<string> {
  if (file === undefined || !/^\d{4}-\d\d-\d\d$/.test(before) || Number.isNaN(Date.parse(before)))
    throw new StartError('Name the file and a day: audit export FILE --before 2027-01-01')
  if (before > now().toISOString()) throw new StartError(`${before} is not over yet.`)
  const { count, sequence, hash } = await archiveAudit(db, { file, before })
  return `Archived in ${file}. Entries: ${count}, to number ${sequence}. Last hash: ${hash}`
}

async function check({ db: { reader } }: System, files: string[]): Promise<string> {
  const start = await readStart(reader)
  const before = files.length > 0 ? await checkArchives(files, start.sequence) : undefined
  if (before && before.hashThere !== start.hash)
    throw new StartError(`The log goes on after entry ${start.sequence}, which is not in these files as it was.`)
  const { entries, archived, hash, brokenAt } = await verifyAudit(reader)
  if (brokenAt !== undefined) throw brokenChain(brokenAt)
  const missing = before ? before.first : archived
  const note = missing > 0 ? ` Archived, and not read: ${missing}.` : ''
  return `The audit log is whole. Entries: ${entries}.${note} Last hash: ${hash || 'none'}`
}
