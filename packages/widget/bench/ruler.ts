// What everything is measured with is measured first: on pages of which is known what they do.
import type { Browser } from 'playwright-core'
import { waitForCalm } from './calm.ts'
import { type Load, loadFresh } from './load.ts'
import type { Page } from './pages.ts'
import { blockingOf, longestOf, tasksBetween } from './tasks.ts'

const busyMs = 120
/** How much longer a task may be than what was done in it: the machine has more to do than this. */
const slackMs = 60
const tries = 5

/**
 * Keeps the processor busy for a time, and only afterwards moves what is below, for eight
 * questions.
 */
function dawdle(ms: number) {
  const end = performance.now() + ms
  while (performance.now() < end);
  setTimeout(() => {
    const place = document.querySelector('#form')!
    for (let question = 0; question < 8; question += 1) place.append(document.createElement('input'))
  })
}

/** Does the same work however long that takes, then asks. */
function toil() {
  let sum = 0
  for (let index = 0; index < 2e7; index += 1) sum += Math.sqrt(index)
  document.querySelector('#form')!.append(Object.assign(document.createElement('input'), { value: sum }))
}

const pageThat = (name: string, code: string): [string, Page] => [
  name,
  { body: '<div id="form"></div>', script: `/${name}/act.js`, files: new Map([['act.js', Buffer.from(code)]]) },
]

export const rulerPages = [
  pageThat('dawdle', `(${dawdle.toString()})(${busyMs})`),
  pageThat('toil', `(${toil.toString()})()`),
]

const way = ({ tasks, scriptAtMs, usableAtMs }: Load) => tasksBetween(tasks, scriptAtMs, usableAtMs)
export const toilOf = (load: Load) => longestOf(way(load))

async function least(measure: () => Promise<number>) {
  const all: number[] = []
  for (let index = 0; index < tries; index += 1) {
    await waitForCalm()
    all.push(await measure())
  }
  return Math.min(...all)
}

/** How long the toil takes when the processor is not slowed down, and no one else is in the way. */
export const leastToil = (browser: Browser, url: string) => least(async () => toilOf(await loadFresh(browser, url, 1)))

/** Throws when a measurement would not be one. */
export async function checkRuler(browser: Browser, url: string) {
  const longest = await least(async () => {
    const load = await loadFresh(browser, url)
    expect('eight questions', load.questions === 8)
    expect('one request', load.requested.length === 1)
    expect(
      'that something moved',
      load.shifts.some(({ value }) => value > 0),
    )
    expect('the time up to the form', load.usableAtMs - load.scriptAtMs >= busyMs)
    expect('a task that blocks', blockingOf(way(load)) > 0)
    return longestOf(way(load))
  })
  expect(
    `a task of ${busyMs} ms, but one of ${longest.toFixed(0)} ms`,
    longest >= busyMs && longest <= busyMs + slackMs,
  )
}

function expect(what: string, isSeen: boolean) {
  if (!isSeen) throw new Error(`The ruler is wrong: on a page made for it, it did not see ${what}.`)
}
