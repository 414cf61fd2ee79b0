// Has statements and commits of PostgreSQL fail by chance, as on a cluster whose nodes come and go. Loaded before a
// process, with TEST_CHAOS in its environment, it holds for all of that process; else for what `inChaos` runs.
import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** How many in a hundred statements fail: `npm test -- server --chaos=20`. */
export const chaosPercent = Number(process.env['TEST_CHAOS'] ?? 2)
const isForAll = process.env['TEST_CHAOS_FOR_ALL'] === '1'

const calls = new AsyncLocalStorage<{ percent: number }>()

/** Runs `work`, in which what asks the database fails by chance. */
export const inChaos = <T>(work: () => Promise<T>): Promise<T> => calls.run({ percent: chaosPercent }, work)

let count = 0
/** How many have failed in this process. */
export const failuresSoFar = () => count

type Answer = (error: Error | null, result?: unknown) => void
type Ask = (this: pg.Client, ...asked: unknown[]) => unknown

const ask = pg.Client.prototype.query as unknown as Ask
const cut = (client: pg.Client) =>
  (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy()

/** What can happen to a statement: refused by the server itself, lost before it arrived, or after it was done. */
const faults: Ask[] = [
  ...['40001', '40P01'].map((code): Ask => {
    return function refuse(...asked) {
      return ask.call(this, `do $$ begin raise exception 'chaos' using errcode = '${code}'; end $$`, asked.at(-1))
    }
  }),
  function loseBefore(...asked) {
    cut(this)
    return ask.call(this, ...asked)
  },
  function loseAfter(...asked) {
    const answer = asked.pop() as Answer
    return ask.call(this, ...asked, (error: Error | null) => {
      cut(this)
      answer(error ?? new Error('Connection terminated unexpectedly'))
    })
  },
]

/** Only what the server asks by its pool, whose callers give a callback. */
const isMeant = (client: pg.Client, asked: unknown[]) =>
  client.constructor !== pg.Client && typeof asked.at(-1) === 'function'

pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
  const percent = isForAll ? chaosPercent : (calls.getStore()?.percent ?? 0)
  if (Math.random() * 100 >= percent || !isMeant(this, asked)) return ask.call(this, ...asked)
  count += 1
  if (isForAll && count === 1) console.error('{"msg":"a first statement fails"}')
  return faults[count % faults.length]!.apply(this, asked)
} as unknown as typeof pg.Client.prototype.query
