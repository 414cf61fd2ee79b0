import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'

const root = join(import.meta.dirname, '..')

describe('the linter’s house rules', () => {
  const linted = mkdtempSync(join(tmpdir(), 'house-rules-'))
  after(() => rmSync(linted, { recursive: true, force: true }))
  symlinkSync(join(root, 'node_modules'), join(linted, 'node_modules'))
  for (const name of ['oxlint-lit-a11y.mjs', 'oxlint-house.mjs'])
    cpSync(join(root, 'tools', name), join(linted, 'tools', name))

  const projects: string[] = []
  let found: string[] | undefined

  /** Plants what breaks a rule, in a project of its own. One run lints them all, because starting it takes longest. */
  function rule(title: string, given: () => (faults: string[]) => void) {
    const project = `project-${projects.length}`
    projects.push(project)
    mkdirSync(join(linted, project))
    cpSync(join(root, '.oxlintrc.json'), join(linted, project, '.oxlintrc.json'))
    symlinkSync('../tools', join(linted, project, 'tools'))
    const check = given()
    test(title, () => {
      found ??= lint()
      check(found.flatMap((fault) => (fault.startsWith(`${project}/`) ? [fault.slice(project.length + 1)] : [])))
    })
  }

  function plant(path: string, content: string) {
    const file = join(linted, projects.at(-1) ?? '', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }

  function lint() {
    const program = join(root, 'node_modules/.bin/oxlint')
    const { stdout } = spawnSync(program, ['-f', 'unix', ...projects], { cwd: linted, encoding: 'utf8' })
    return [...stdout.matchAll(/^(\S+?):\d.*\[\w+\/(.*)\]$/gm)].map(([, file, name]) => `${file} ${name}`).toSorted()
  }

  const server = 'packages/server/src'

  rule('keep clock, chance, environment and network out of the server’s rules, and let its entrance have them', () => {
    const impure = [
      "import { randomUUID } from 'node:crypto'",
      'export const all = [randomUUID(), Date.now(), new Date(), Math.random(), process.env.HOME, fetch("/")]',
      'export const fine = new Date(0)',
    ].join('\n')
    plant(`${server}/trainings/trainings.ts`, impure)
    plant(`${server}/start/main.ts`, impure)
    return (faults) =>
      assert.deepEqual(faults, [
        `${server}/trainings/trainings.ts eslint(no-restricted-globals)`,
        `${server}/trainings/trainings.ts eslint(no-restricted-imports)`,
        `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
        `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
        `${server}/trainings/trainings.ts house(no-clock)`,
        `${server}/trainings/trainings.ts node(no-process-env)`,
      ])
  })

  rule('let only the ledger write registrations, seats, and counts, in whatever way', () => {
    const writing = [
      "import { sql } from 'kysely'",
      "export const rows = (tx) => tx.insertInto('registration').values([])",
      "export const aliased = (tx) => tx.updateTable('registration as one').set({ role: null })",
      "export const counts = (tx) => tx.replaceInto('training_count').values([])",
      "import { insertRows } from '../db/insert-rows.ts'",
      "export const quick = () => insertRows('training_count', [])",
      "export const seats = (tx) => tx.updateTable('training').set({ seats_taken: 1 })",
      "export const position = (tx) => tx.updateTable('training').set('last_waiting_list_position', 1)",
      'export const plain = (tx) => sql`delete from registration`.execute(tx)',
      "export const fine = (tx) => tx.updateTable('training').set({ revision: 1 })",
      "export const read = (tx) => tx.selectFrom('registration').where('role', 'is', null)",
    ].join('\n')
    plant(`${server}/organizers/one.ts`, writing)
    plant(`${server}/core/seats/ledger.ts`, writing)
    return (faults) => assert.deepEqual(faults, Array(7).fill(`${server}/organizers/one.ts house(one-writer)`))
  })

  rule('let only its folder write the outbox', () => {
    const writing = [
      "import { sql } from 'kysely'",
      "import { insertRows } from '../db/insert-rows.ts'",
      "export const rows = (tx) => tx.insertInto('outbox').values([])",
      "export const quick = () => insertRows('outbox', [])",
      "export const people = (tx) => tx.deleteFrom('outbox_person')",
      'export const plain = (tx) => sql`update outbox set tries = 0`.execute(tx)',
      "export const read = (tx) => tx.selectFrom('outbox').where('id', 'in', [])",
      "export const other = (tx) => tx.updateTable('restoration').set({ id: 1 })",
    ].join('\n')
    plant(`${server}/delivery/one.ts`, writing)
    plant(`${server}/core/outbox-of-others/one.ts`, writing)
    plant(`${server}/core/outbox/one.ts`, writing)
    const files = ['core/outbox-of-others', 'delivery']
    return (faults) =>
      assert.deepEqual(
        faults,
        files.flatMap((folder) => Array(4).fill(`${server}/${folder}/one.ts house(one-writer)`)),
      )
  })

  rule('let only core/proof write addresses that wait for a code', () => {
    const writing = [
      "export const judge = (tx) => tx.updateTable('proof').set({ tries: 1 })",
      "export const ask = (tx) => tx.insertInto('proof').values([])",
      "export const read = (tx) => tx.selectFrom('proof').where('tries', '>', 0)",
    ].join('\n')
    for (const file of ['core/proof/one', 'core/alerts/one', 'organizers/accounts/one'])
      plant(`${server}/${file}.ts`, writing)
    return (faults) =>
      assert.deepEqual(
        faults,
        ['core/alerts', 'organizers/accounts'].flatMap((folder) =>
          Array(2).fill(`${server}/${folder}/one.ts house(one-writer)`),
        ),
      )
  })

  rule('have what a status means asked in one place', () => {
    const asking = [
      "export const lists = [['confirmed', 'offered'], ['confirmed'], ['published', 'cancelled']]",
      "export const either = (one) => one.status === 'waitlisted' || one.status === 'offered'",
      "export const neither = (one) => one.status !== 'declined' && one.status !== 'expired'",
      "export const off = (one) => one.status === 'cancelled' || one.status === 'withdrawn'",
      "export const written = (sql) => sql`select id from registration where status in ('confirmed', 'offered')`",
      "export const others = (one, two) => one.status === 'offered' || two === 'offered' || one.status === 'draft'",
      "export const unlike = (one) => one.status !== 'offered' || one.status !== 'draft'",
    ].join('\n')
    plant(`${server}/organizers/one.ts`, asking)
    plant(`${server}/core/seats/transitions.ts`, asking)
    return (faults) => assert.deepEqual(faults, Array(5).fill(`${server}/organizers/one.ts house(ask-status)`))
  })

  rule('take the fields of organizers’ forms from one kit', () => {
    const marked = [
      'export const label = (id) => `<label for="${id}">Name</label>`',
      'export const box = `<p><input type="checkbox" name="all"></p>`',
      'export const fault = (text) => `<p class="fault">${text}</p>`',
      'export const list = "<select></select>"',
      'export const unseen = (value) => `<input type="hidden" name="to" value="${value}"><p class="note">…</p>`',
    ].join('\n')
    for (const path of ['organizers/pages/one', 'organizers/pages/one.test', 'platform/html/form/field'])
      plant(`${server}/${path}.ts`, marked)
    return (faults) => assert.deepEqual(faults, Array(4).fill(`${server}/organizers/pages/one.ts house(kit-only)`))
  })

  rule('let only app.ts and organizers-api.ts mount routes', () => {
    plant(`${server}/trainings/routes.ts`, 'export const routes = 1\n')
    for (const name of ['start/app', 'organizers/api/organizers-api', 'core/partners', 'start/main', 'start/cli'])
      plant(`${server}/${name}.ts`, "export { routes } from '../trainings/routes.ts'\n")
    const restricted = 'eslint(no-restricted-imports)'
    return (faults) =>
      assert.deepEqual(
        faults,
        ['core/partners', 'start/cli', 'start/main'].map((name) => `${server}/${name}.ts ${restricted}`),
      )
  })

  rule('find circles, of types too, long files and long functions', () => {
    plant('packages/contract/src/one.ts', "import { two } from './two.ts'\nexport const one = () => two()\n")
    plant(
      'packages/contract/src/two.ts',
      "import type { one } from './one.ts'\nexport const two = (): typeof one | null => null\n",
    )
    plant(
      'packages/contract/src/long.ts',
      `export function long() {\n${'  console.log(1)\n'.repeat(40)}}\n${'\n'.repeat(260)}`,
    )
    return (faults) =>
      assert.deepEqual(faults, [
        'packages/contract/src/long.ts eslint(max-lines)',
        'packages/contract/src/long.ts eslint(max-lines-per-function)',
        'packages/contract/src/one.ts import(no-cycle)',
        'packages/contract/src/two.ts import(no-cycle)',
      ])
  })

  rule('keep the contract’s schemas out of the widget and out of what it loads', () => {
    const [widget, contract] = ['packages/widget/src', 'packages/contract/src']
    plant(
      `${widget}/fine.ts`,
      [
        "export type { Field } from '@training-signup/contract'",
        "export { limits } from '@training-signup/contract/limits'",
        "export { isShown } from '@training-signup/contract/show-when'",
      ].join('\n'),
    )
    plant(`${widget}/heavy.ts`, "export { Field } from '@training-signup/contract'\n")
    plant(`${contract}/field.ts`, "import { z } from 'zod'\nexport const Field = z.string()\n")
    plant(`${contract}/limits.ts`, "export type { Field } from './field.ts'\nexport const limits = 1\n")
    plant(
      `${contract}/email.ts`,
      "import { z } from 'zod'\nexport { limits } from './limits.ts'\nexport const email = z\n",
    )
    plant(`${contract}/show-when.ts`, "export { Field } from './field.ts'\n")
    const restricted = 'eslint(no-restricted-imports)'
    return (faults) =>
      assert.deepEqual(faults, [
        `${contract}/email.ts ${restricted}`,
        `${contract}/show-when.ts ${restricted}`,
        `${widget}/heavy.ts ${restricted}`,
      ])
  })

  rule('keep markup short enough to read, wherever its expressions stand', () => {
    const wide = 'x'.repeat(161)
    plant(
      `${server}/visitors/page.ts`,
      [
        "import { html } from 'hono/html'",
        `export const one = html\`<p>${wide}</p>\``,
        `export const two = html\`<p>\n\${'a'}${wide}</p>\n<p>\${html\`<b>${wide}</b>\`}</p>\``,
        `export const sentence = '${wide}'`,
        'export const three = html`<p>\n</p>`',
      ].join('\n'),
    )
    const short = `${server}/visitors/page.ts house(short-markup)`
    return (faults) => assert.deepEqual(faults, [short, short, short])
  })

  rule('see into templates', () => {
    const template =
      "import { html } from 'lit'\nexport const view = html`<button aria-labell='x' tabindex='3'></button><p title=${1} title=${2}></p>`\n"
    plant('packages/widget/src/views/notice.ts', template)
    return (faults) => {
      const names = faults.map((line) => line.split(' ')[1])
      assert.ok(names.includes('lit(no-duplicate-template-bindings)'), names.join())
      assert.ok(names.includes('lit-a11y(tabindex-no-positive)'), names.join())
    }
  })
})
