/** What the main thread did without a pause, in milliseconds of the page's own clock. */
export interface Task {
  fromMs: number
  toMs: number
  /** What the processor did in it, without the time that it did something else. */
  workMs: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds. */
  ts: number
  dur?: number
  tdur?: number
  args?: { data?: { startTime?: number } }
}

const usPerMs = 1000
/** What keeps a page from answering for longer than this is felt. */
const feltMs = 50

/**
 * Of a page that has set the mark `bench`: by it are its thread found in the trace and the two
 * clocks tied together.
 */
export function tasksIn(trace: Buffer): Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const mark = traceEvents.find(({ name, args }) => name === 'bench' && args?.data?.startTime !== undefined)
  if (!mark) throw new Error('The trace does not hold the mark of the page.')
  const zeroUs = mark.ts - mark.args!.data!.startTime! * usPerMs
  const tasks = traceEvents
    .filter(({ name, ph, pid, tid }) => name === taskName && ph === 'X' && pid === mark.pid && tid === mark.tid)
    .map(({ ts, dur = 0, tdur = dur }) => ({
      fromMs: (ts - zeroUs) / usPerMs,
      toMs: (ts - zeroUs + dur) / usPerMs,
      workMs: tdur / usPerMs,
    }))
  if (tasks.length === 0) throw new Error('The trace does not hold a task of the page.')
  return tasks
}
const taskName = 'RunTask'
export const traced = ['blink.user_timing', 'disabled-by-default-devtools.timeline']

/** The tasks that a span of time falls into, whole. */
export const tasksBetween = (tasks: Task[], fromMs: number, toMs: number) =>
  tasks.filter((task) => task.toMs > fromMs && task.fromMs < toMs)

const lasts = ({ fromMs, toMs }: Task) => toMs - fromMs
export const longestOf = (tasks: Task[]) => Math.max(0, ...tasks.map(lasts))
export const workOf = (tasks: Task[]) => tasks.reduce((sum, { workMs }) => sum + workMs, 0)
/** Total blocking time. */
export const blockingOf = (tasks: Task[]) => tasks.map(lasts).reduce((sum, ms) => sum + Math.max(0, ms - feltMs), 0)
