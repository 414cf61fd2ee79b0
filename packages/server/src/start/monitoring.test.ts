import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'mocha'
import { createMeter } from '../platform/ops/meter.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { dialects, someone, testApp } from '../testing/servers/test-app.ts'
import { runJobs } from './schedule.ts'

const folder = fileURLToPath(new URL('../../../../examples/monitoring/', import.meta.url))
const read = (file: string) => readFileSync(`${folder}${file}`, 'utf8')
const token = 'metrics-token-0123456789-0123456789-0123456789'

/** A scrape of a server on which everything has happened that is counted. */
async function scrapeAll(dialect: (typeof dialects)[number]): Promise<string> {
  const meter = createMeter()
  const server = await testApp(dialect, { environment: { METRICS_TOKEN: token }, system: { meter } })
  afterTest(server.close)
  const { slug } = await server.givenTraining()
  await server.signUp(slug, { people: [someone()] })
  await runJobs(server.context)
  meter.job('runMails', { everyMs: 5_000, ms: 1, at: server.clock.now, isDone: false })
  const response = await server.app.request('/metrics', { headers: { authorization: `Bearer ${token}` } })
  return response.text()
}

/** Prometheus adds this one itself. */
const ofPrometheus = 'up'

const namesIn = (expression: string) =>
  expression.match(/\b(?:training_signup|nodejs|process)_\w+|\bup\b/g)?.map((name) => name.replace(/_bucket$/, '')) ??
  []

/** Names in the table for operators, like `connections_used`, and `_max` next to it. */
function namesInDocs(): string[] {
  const docs = readFileSync(fileURLToPath(new URL('../../../../docs/operators.md', import.meta.url)), 'utf8')
  const [, table = ''] = /\n\| metric, each after `training_signup_`.*\n\|[ -|]+\n((?:\|.*\n)+)/.exec(docs) ?? []
  return table.split('\n').flatMap((row) => {
    const cells = row.split('|')[1]?.match(/(?<=`)\w+(?=`)/g) ?? []
    const stem = cells[0]?.split('_')[0] ?? ''
    return cells.map((name) => `training_signup_${name.startsWith('_') ? stem + name : name}`)
  })
}

describe('the examples for monitoring', () => {
  test('ask only for metrics that there are', async () => {
    const text = (await Promise.all(dialects.map(scrapeAll))).join('')
    const names = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
    names.add(ofPrometheus)
    const { panels } = JSON.parse(read('dashboard.json')) as { panels: { targets?: { expr: string }[] }[] }
    const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    const rules = read('alerts.yml').replaceAll(/^ *(?:- alert|summary|description|labels).*$/gm, '')
    for (const query of [...queries, rules]) {
      const asked = namesIn(query)
      assert.ok(asked.length > 0, query)
      for (const name of asked) assert.ok(names.has(name), `${name} in ${query}`)
    }
    assert.ok(queries.length > 10)
    const described = namesInDocs()
    assert.ok(described.length > 20)
    for (const name of described) assert.ok(names.has(name), `${name} in the docs`)
  })

  test('are right to promtool, and so is what is served', async function () {
    const { error, stdout } = spawnSync('promtool', ['--version'], { encoding: 'utf8' })
    // Debian has it in its package promtool.
    if (error) return this.skip()
    assert.match(stdout, /promtool/)
    const run = (...args: string[]) => execFileSync('promtool', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
    assert.match(run('check', 'rules', 'alerts.yml'), /SUCCESS: 6 rules/)
    assert.match(run('test', 'rules', 'alerts.test.yml'), /SUCCESS/)
    for (const dialect of dialects) {
      const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input: await scrapeAll(dialect),
        encoding: 'utf8',
      })
      assert.deepEqual([status, stderr], [0, ''])
    }
  })
})
