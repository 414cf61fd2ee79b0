// Runs in the measured page, before everything else there: notes when the form can be used, and
// what moves on the way.
import type { Seen } from './seen.ts'

const controls = ':is(input, select, textarea):not([type=hidden], [type=button], [type=submit], [tabindex="-1"])'
const quietMs = 300
const watched = { childList: true, subtree: true, attributeFilter: ['class', 'style', 'hidden', 'inert', 'disabled'] }

const place = () => document.querySelector<HTMLElement>('#form')!
const roots: ParentNode[] = [document]
const seen: Partial<Seen> & Pick<Seen, 'shifts'> = { shifts: [] }
let found: Element | undefined
let isLooking = false
let whenQuiet: ReturnType<typeof setTimeout> | undefined
const quiet = Promise.withResolvers<void>()

const isOpen = (control: Element) =>
  control.checkVisibility({ visibilityProperty: true }) && !control.closest('[inert]') && !control.matches(':disabled')

const openControls = () => roots.flatMap((root) => [...root.querySelectorAll(controls)]).filter(isOpen)

/**
 * The first question once it takes the focus. Where a form of someone else’s comes in a frame, that
 * frame.
 */
function firstUsable(): Element | undefined {
  if ('loader' in place().dataset)
    return roots.map((root) => root.querySelector('iframe[src]')).find((one) => one !== null) ?? undefined
  const [first] = openControls()
  if (!(first instanceof HTMLElement)) return undefined
  first.focus({ preventScroll: true })
  return (first.getRootNode() as Document | ShadowRoot).activeElement === first ? first : undefined
}

// A form that is drawn a second time takes away what was found in the first one, and counts from
// then.
function look() {
  isLooking = false
  if (found?.isConnected || !document.querySelector('#form')) return
  found = firstUsable()
  if (!found) return
  seen.usableAtMs = performance.now()
  clearTimeout(whenQuiet)
  whenQuiet = setTimeout(quiet.resolve, quietMs)
}

function inNewTask(act: () => void) {
  const { port1, port2 } = new MessageChannel()
  port1.addEventListener('message', act, { once: true })
  port1.start()
  port2.postMessage(undefined)
}

// To take the focus, a page has to be laid out. That is work for a task of its own, as it would be
// without us.
function lookSoon() {
  if (isLooking) return
  isLooking = true
  inNewTask(look)
}

const watch = (root: ParentNode) => new MutationObserver(lookSoon).observe(root, watched)

function watchShadowRoots() {
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init)
    roots.push(root)
    watch(root)
    if (this.localName === 'training-signup')
      requestAnimationFrame(() => inNewTask(() => (seen.upgradedAtMs = performance.now())))
    return root
  }
}

async function tell(): Promise<Seen> {
  await quiet.promise
  const script = document.querySelector<HTMLScriptElement>('head > script[src]')!.src
  const loads = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const scriptAtMs = loads.find(({ name }) => name === script)!.responseEnd
  const usableAtMs = seen.usableAtMs!
  // What is sent once the form is there, like the count of a view, no one waits for; and what a
  // loader then asks for, its form, is another's page.
  const isBefore = ({ startTime, initiatorType }: PerformanceResourceTiming) =>
    startTime < (seen.readyAtMs ?? usableAtMs) && initiatorType !== 'iframe'
  const requested = loads.filter(isBefore).map(({ name }) => name)
  return { ...seen, scriptAtMs, usableAtMs, requested, questions: openControls().length }
}

// Frames within the page run this too, and are no one’s concern here.
if (self === top) {
  performance.mark('bench')
  watch(document)
  watchShadowRoots()
  addEventListener('training-signup-ready', () => (seen.readyAtMs ??= performance.now()))
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
      seen.shifts.push({ atMs: entry.startTime, value: entry.value })
  }).observe({ type: 'layout-shift', buffered: true })
  Object.assign(globalThis, { tellBench: tell })
}
