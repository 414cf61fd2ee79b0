import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createCounter, createHistogram, formatSamples, mostSeries } from './metric-families.ts'

test('a family is written as Prometheus reads it', () => {
  const counter = createCounter('asked_total', 'What was asked.', ['route'])
  assert.equal(counter.format(), '')
  counter.add('/t/:slug')
  counter.add('/t/:slug')
  counter.add('a"b\\c\nd')
  assert.equal(
    counter.format(),
    `# HELP asked_total What was asked.
# TYPE asked_total counter
asked_total{route="/t/:slug"} 2
asked_total{route="a\\"b\\\\c\\nd"} 1
`,
  )
  assert.equal(formatSamples('ready', 'Is it?', [[{}, 1]]), '# HELP ready Is it?\n# TYPE ready gauge\nready 1\n')
  assert.equal(formatSamples('ready', 'Is it?', []), '')
  const histogram = createHistogram('took_seconds', 'How long.', ['route'], [0.1, 1])
  for (const seconds of [0.1, 0.11, 1, 7]) histogram.observe(seconds, '/')
  assert.equal(
    histogram.format(),
    `# HELP took_seconds How long.
# TYPE took_seconds histogram
took_seconds_bucket{route="/",le="0.1"} 1
took_seconds_bucket{route="/",le="1"} 3
took_seconds_bucket{route="/",le="+Inf"} 4
took_seconds_sum{route="/"} 8.21
took_seconds_count{route="/"} 4
`,
  )
})

test('however many values labels have, a family stays small and loses no count', () => {
  const counter = createCounter('asked_total', 'What was asked.', ['route', 'status'])
  const asked = mostSeries + 500
  for (let count = 0; count < asked; count++) counter.add(`/${count}`, '2xx')
  const lines = counter.format().trim().split('\n').slice(2)
  assert.equal(lines.length, mostSeries + 1)
  assert.equal(lines.at(-1), 'asked_total{route="other",status="other"} 500')
})
