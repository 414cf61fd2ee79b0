import assert from 'node:assert/strict'
import { test } from 'mocha'
import { classify, type Failure } from './failures.ts'

const sqlite = (errcode: number) => Object.assign(new Error('from SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })
const coded = (code: string) => Object.assign(new Error('from PostgreSQL or the network'), { code })

const cases: [string, unknown, Failure][] = [
  ['busy', sqlite(5), 'retry'],
  ['busy while another recovers the WAL', sqlite(261), 'retry'],
  ['busy because the snapshot is old', sqlite(517), 'retry'],
  ['a locked table', sqlite(6), 'retry'],
  ['read-only', sqlite(8), 'unavailable'],
  ['read-only since the file was moved away', sqlite(1032), 'unavailable'],
  ['an error of the disk', sqlite(10), 'unavailable'],
  ['a write that failed', sqlite(778), 'unavailable'],
  ['a full disk', sqlite(13), 'unavailable'],
  ['a file that cannot be opened', sqlite(14), 'unavailable'],
  ['the same primary key', sqlite(1555), 'conflict'],
  ['the same unique value', sqlite(2067), 'conflict'],
  ['a foreign key', sqlite(787), 'fault'],
  ['a missing value', sqlite(1299), 'fault'],
  ['wrong SQL', sqlite(1), 'fault'],
  ['a corrupt file', sqlite(11), 'fault'],
  ['a serialization failure', coded('40001'), 'retry'],
  ['a deadlock', coded('40P01'), 'retry'],
  ['a lock that was awaited too long', coded('55P03'), 'retry'],
  ['the same unique value', coded('23505'), 'conflict'],
  ['a foreign key', coded('23503'), 'fault'],
  ['wrong SQL', coded('42601'), 'fault'],
  ['a broken connection', coded('08006'), 'unavailable'],
  ['a full disk', coded('53100'), 'unavailable'],
  ['too many connections', coded('53300'), 'unavailable'],
  ['a server that is shut down', coded('57P01'), 'unavailable'],
  ['a server that starts', coded('57P03'), 'unavailable'],
  ['a statement that took too long', coded('57014'), 'unavailable'],
  ['a standby, which only reads', coded('25006'), 'unavailable'],
  ['a transaction that was left open too long', coded('25P03'), 'unavailable'],
  ['no server', coded('ECONNREFUSED'), 'unavailable'],
  ['a connection that was reset', coded('ECONNRESET'), 'unavailable'],
  ['an unknown name', coded('ENOTFOUND'), 'unavailable'],
  ['a name server that is away', coded('EAI_AGAIN'), 'unavailable'],
  ['a host that cannot be reached', coded('EHOSTUNREACH'), 'unavailable'],
  ['a connection lost while asking', new Error('Connection terminated unexpectedly'), 'unavailable'],
  [
    'a connection lost between two questions',
    new Error('Client has encountered a connection error and is not queryable'),
    'unavailable',
  ],
  ['a pool that found no connection in time', new Error('timeout exceeded when trying to connect'), 'unavailable'],
  ['a server that does not let one in', new Error('timeout expired'), 'unavailable'],
  ['a server that does not answer', new Error('Query read timeout'), 'unavailable'],
  ['a programming mistake', new TypeError('x is not a function'), 'fault'],
  ['something thrown that is no error', 'nothing', 'fault'],
]

for (const [what, error, expected] of cases) {
  test(`${what} (${error instanceof Error && 'code' in error ? String(error.code) : typeof error}) is ${expected}`, () =>
    assert.equal(classify(error), expected))
}
