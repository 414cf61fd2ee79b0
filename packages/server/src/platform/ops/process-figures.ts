import { statfs } from 'node:fs/promises'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { formatSamples } from './metric-families.ts'

const resolutionMs = 20
const secondsOf = (ns: number) => (Number.isFinite(ns) ? ns / 1e9 : 0)

/** Measures the process, under the names that dashboards for Node know. */
export function createProcessFigures(): { format: () => string; stop: () => void } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  const gauge = (name: string, help: string, value: number, type?: string) =>
    formatSamples(name, help, [[{}, value]], type)
  // The histogram counts the whole wait of its timer.
  const lag = (ns: number) => Math.max(0, secondsOf(ns) - resolutionMs / 1_000)
  return {
    format() {
      const { user, system } = process.cpuUsage()
      const { rss, heapUsed, heapTotal } = process.memoryUsage()
      const [middle, most, longest] = [delay.percentile(50), delay.percentile(99), delay.max].map(lag) as [
        number,
        number,
        number,
      ]
      delay.reset()
      return [
        gauge('process_cpu_seconds_total', 'CPU time of the process.', (user + system) / 1e6, 'counter'),
        gauge('process_resident_memory_bytes', 'Memory of the process.', rss),
        gauge('process_start_time_seconds', 'When the process began.', performance.timeOrigin / 1_000),
        gauge('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
        gauge('nodejs_heap_size_total_bytes', 'Heap in all.', heapTotal),
        gauge('nodejs_eventloop_lag_p50_seconds', 'Lag of the event loop since the last scrape, median.', middle),
        gauge(
          'nodejs_eventloop_lag_p99_seconds',
          'Lag of the event loop since the last scrape, 99th percentile.',
          most,
        ),
        gauge('nodejs_eventloop_lag_max_seconds', 'Lag of the event loop since the last scrape, longest.', longest),
      ].join('')
    },
    stop: () => delay.disable(),
  }
}

/** Measures the disk that holds a folder. */
export async function formatDisk(folder: string): Promise<string> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return [
    formatSamples('training_signup_disk_free_bytes', 'Free disk where the database is.', [[{}, bavail * bsize]]),
    formatSamples('training_signup_disk_size_bytes', 'The disk where the database is.', [[{}, blocks * bsize]]),
  ].join('')
}
