import assert from 'node:assert/strict'
import { Session } from 'node:inspector/promises'
import { setImmediate as turn } from 'node:timers/promises'

export interface Work {
  total: number
  /** The most that was done before others had a turn. */
  longest: number
}

const here = import.meta.url
let natively = 0
let started: Promise<Session> | undefined

/**
 * Counts what is done until `act` has ended: every block of code that runs, here and in packages, as
 * often as it runs, and what built-in functions go through. Unlike a time, it is the same on a busy
 * machine. Steps inside an expression are not seen; the linter refuses those that go back and forth.
 * A process that counts stays slow, so only tests in files named *.work.test.ts do: each of those
 * files has a process of its own.
 */
export async function countWork(act: () => unknown): Promise<Work> {
  await forget()
  return measure(act)
}

/**
 * Fails if an act costs much more than four times as much for four times the size, or others wait
 * for too much of it: five leaves room for what is sorted, and for counts that V8 loses when it
 * compiles what it counts anew. What grows with the square would cost sixteen times as much.
 */
export async function assertLinear(act: (size: number) => unknown, size: number, mostAtOnce = Infinity): Promise<void> {
  let found = ''
  await forget()
  for (let tries = 0; tries < 3; tries++) {
    const [small, large] = [await measure(() => act(size)), await measure(() => act(4 * size))]
    if (large.total <= 5 * small.total + 1_000 && large.longest <= mostAtOnce) return
    found = `${small.total} steps, then ${large.total}, and ${large.longest} in one go`
  }
  assert.fail(found)
}

/** Begins once: what was counted before and is counted again would be missing. */
async function start(): Promise<Session> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return session
}

/** Forgets what was done until now, so that it is not counted for what comes next. */
async function forget() {
  await takeCount()
}

/** Returns how much was done since it was last called. */
async function takeCount(): Promise<number> {
  started ??= start()
  const { result } = await (await started).post('Profiler.takePreciseCoverage')
  let done = natively
  for (const { url, functions } of result)
    if (url !== here && !url.startsWith('node:'))
      for (const { ranges } of functions) for (const { count } of ranges) done += count
  natively = 0
  return done
}

/** Counts from the last count on. Taking a count is dear, so it is done once a turn. */
async function measure(act: () => unknown): Promise<Work> {
  const restore = watchBuiltIns()
  const work = { total: 0, longest: 0 }
  let isDone = false
  const acting = (async () => act())().finally(() => {
    isDone = true
  })
  // A rejection is thrown below, when what was counted is put away.
  acting.catch(() => {})
  try {
    for (let isOver = false; !isOver; ) {
      await turn()
      isOver = isDone
      const done = await takeCount()
      work.total += done
      work.longest = Math.max(work.longest, done)
    }
    await acting
    return work
  } finally {
    restore()
  }
}

type Method = (this: unknown, ...args: unknown[]) => unknown
/** Returns what a call cost. */
type Cost = (self: unknown, args: readonly unknown[], result: unknown) => number

const sizeOf = (one: unknown) => (typeof one === 'string' || Array.isArray(one) ? one.length : 0)
const whole: Cost = (self) => sizeOf(self)
const made: Cost = (_, __, result) => sizeOf(result)
/** A search that goes on where the last one ended costs no more than one search. */
const upTo: Cost = (self, [, from], found) =>
  (found === -1 ? sizeOf(self) : Number(found)) - (typeof from === 'number' ? from : 0)
const once: Cost = () => 1

const costs: [object, readonly (string | symbol)[], Cost][] = [
  [String.prototype, ['indexOf'], upTo],
  [String.prototype, ['repeat', 'padStart', 'padEnd', 'concat'], made],
  [
    String.prototype,
    'includes lastIndexOf split replace replaceAll normalize toLowerCase toUpperCase trim trimStart trimEnd localeCompare'.split(
      ' ',
    ),
    whole,
  ],
  [Array.prototype, ['indexOf'], upTo],
  [Array.prototype, ['slice', 'concat', 'join', 'flat'], made],
  [
    Array.prototype,
    'includes shift unshift splice toSorted sort toReversed map filter find some every'.split(' '),
    whole,
  ],
  [Object.getPrototypeOf([][Symbol.iterator]()) as object, ['next'], once],
  [Object.getPrototypeOf(''[Symbol.iterator]()) as object, ['next'], once],
]

/** Has built-in functions count what they go through, until the function that it returns is called. */
function watchBuiltIns(): () => void {
  const restore = costs.flatMap(([owner, names, cost]) => names.map((name) => watch(owner, name, cost)))
  restore.push(watchExpressions())
  return () => restore.forEach((one) => one())
}

function watch(owner: object, name: string | symbol, cost: Cost): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name) as PropertyDescriptor & { value: Method }
  const { value } = own
  Object.defineProperty(owner, name, {
    ...own,
    value(this: unknown, ...args: unknown[]) {
      const before = typeof this === 'string' ? 0 : sizeOf(this)
      const result = Reflect.apply(value, this, args)
      natively += Math.max(1, cost(this, args, result), name === 'shift' || name === 'splice' ? before : 0)
      return result
    },
  })
  return () => Object.defineProperty(owner, name, own)
}

/** An expression costs what it passes over: from where it begins to the end of what it finds. */
function watchExpressions(): () => void {
  const expressions: object = RegExp.prototype
  const own = Object.getOwnPropertyDescriptor(expressions, 'exec') as PropertyDescriptor
  const { exec } = RegExp.prototype
  Object.defineProperty(expressions, 'exec', {
    ...own,
    value(this: RegExp, text: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0
      const found = exec.call(this, text)
      const end = found ? found.index + found[0].length : text.length
      natively += Math.max(1, (this.sticky && !found ? from + 1 : end) - from)
      return found
    },
  })
  return () => Object.defineProperty(expressions, 'exec', own)
}
