/** Database errors, by what the caller can do about them. */
export type Failure = 'retry' | 'unavailable' | 'conflict' | 'malformed' | 'fault'

const sqlite = { busy: 5, locked: 6, readOnly: 8, ioError: 10, full: 13, cannotOpen: 14 } as const
const sqliteConstraint = 19

// PostgreSQL, appendix A: serialization failure, deadlock, lock not available.
const postgresRetry = new Set(['40001', '40P01', '55P03'])
// Connection exceptions (08), insufficient resources like a full disk (53), operator
// intervention (57P), a statement that took too long (57014), a disk error (58030), read-only
// (25006), a transaction ended for idling (25P03), and network errors.
const postgresUnavailable =
  /^(08...|53...|57P..|57014|58030|25006|25P03|ECONN.*|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/
// Messages of pg that have no code.
const lostConnection =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout exceeded when trying to connect|No connection became free$|timeout expired$|Query read timeout$)/
const uniqueViolation = '23505'
// A text that no row can have, like one with a NUL in it.
const impossibleText = '22021'

/**
 * Classifies an error.
 * @param error thrown by node:sqlite or pg
 */
export function classify(error: unknown): Failure {
  if (!(error instanceof Error)) return 'fault'
  if ('errcode' in error && typeof error.errcode === 'number')
    return classifySqlite(error.errcode & 0xff, error.errcode)
  const code = 'code' in error ? String(error.code) : ''
  if (postgresRetry.has(code)) return 'retry'
  if (code === uniqueViolation) return 'conflict'
  if (code === impossibleText) return 'malformed'
  if (postgresUnavailable.test(code) || lostConnection.test(error.message)) return 'unavailable'
  return 'fault'
}

/** Returns whether SQLite says that the file is damaged, or is no database. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && [11, 26].includes(Number(error.errcode) & 0xff)

function classifySqlite(primary: number, extended: number): Failure {
  if (primary === sqlite.busy || primary === sqlite.locked) return 'retry'
  if (
    primary === sqlite.readOnly ||
    primary === sqlite.ioError ||
    primary === sqlite.full ||
    primary === sqlite.cannotOpen
  )
    return 'unavailable'
  const primaryKey = 1555
  const unique = 2067
  return primary === sqliteConstraint && (extended === primaryKey || extended === unique) ? 'conflict' : 'fault'
}
