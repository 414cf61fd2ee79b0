/** Prometheus' text format. Nothing here knows what is counted. */

/** A family keeps a series for each combination of its labels. What comes after so many is one series. */
export const mostSeries = 2_000
const separator = '\0'

const escapeLabel = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const head = (name: string, help: string, type: string) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`

function lineOf(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`)
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}\n`
}

export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number]

/** Returns what was measured right now; nothing if there is nothing to tell. */
export const formatSamples = (name: string, help: string, samples: readonly Sample[], type = 'gauge'): string =>
  samples.length === 0
    ? ''
    : head(name, help, type) + samples.map(([labels, value]) => lineOf(name, labels, value)).join('')

/** Values by the labels' values, with a bound. */
class Series<Value> {
  readonly #values = new Map<string, Value>()
  readonly #labels: readonly string[]
  readonly #make: () => Value
  constructor(labels: readonly string[], make: () => Value) {
    this.#labels = labels
    this.#make = make
  }
  at(values: readonly string[]): Value {
    const key = values.join(separator)
    const found = this.#values.get(key)
    if (found !== undefined) return found
    if (this.#values.size >= mostSeries) return this.#add(this.#labels.map(() => 'other').join(separator))
    return this.#add(key)
  }
  #add(key: string): Value {
    const value = this.#values.get(key) ?? this.#make()
    this.#values.set(key, value)
    return value
  }
  entries(): [labels: Record<string, string>, value: Value][] {
    return [...this.#values].map(([key, value]) => {
      const values = key.split(separator)
      return [Object.fromEntries(this.#labels.map((label, index) => [label, values[index] ?? ''])), value]
    })
  }
}

export interface Counter {
  add: (...values: string[]) => void
  format: () => string
}

export function createCounter(name: string, help: string, labels: readonly string[]): Counter {
  const series = new Series(labels, () => ({ total: 0 }))
  return {
    add(...values) {
      series.at(values).total += 1
    },
    format: () =>
      formatSamples(
        name,
        help,
        series.entries().map(([labeled, { total }]) => [labeled, total]),
        'counter',
      ),
  }
}

export interface Histogram {
  observe: (value: number, ...values: string[]) => void
  format: () => string
}

/** @param bounds in rising order */
export function createHistogram(
  name: string,
  help: string,
  labels: readonly string[],
  bounds: readonly number[],
): Histogram {
  const series = new Series(labels, () => ({ counts: [...bounds, Infinity].map(() => 0), sum: 0 }))
  const formatOne = (labeled: Record<string, string>, { counts, sum }: { counts: number[]; sum: number }) => {
    let total = 0
    const buckets = counts.map((count, index) => {
      total += count
      return lineOf(`${name}_bucket`, { ...labeled, le: String(bounds[index] ?? '+Inf') }, total)
    })
    return [...buckets, lineOf(`${name}_sum`, labeled, sum), lineOf(`${name}_count`, labeled, total)].join('')
  }
  return {
    observe(value, ...values) {
      const one = series.at(values)
      let bucket = 0
      while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++
      one.counts[bucket] = (one.counts[bucket] ?? 0) + 1
      one.sum += value
    },
    format() {
      const entries = series.entries()
      if (entries.length === 0) return ''
      return head(name, help, 'histogram') + entries.map((entry) => formatOne(...entry)).join('')
    },
  }
}
