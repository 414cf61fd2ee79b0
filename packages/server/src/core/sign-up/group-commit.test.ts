import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import type { App } from '../context.ts'
import { createGroupCommit } from './group-commit.ts'
import { register } from './register.ts'

const nextTurn = () => new Promise(setImmediate)

/** A server that counts its transactions. */
function counting(context: App) {
  let transactions = 0
  const db: App['db'] = {
    ...context.db,
    transaction: (work) => {
      transactions += 1
      return context.db.transaction(work)
    },
  }
  return {
    context: { ...context, db, groupCommit: createGroupCommit({ ...context, db }) },
    transactions: () => transactions,
  }
}

onBothDatabases('group commit', (given) => {
  test('writes requests together that come at the same time, and a single one alone', async () => {
    const { context, transactions } = counting(given().context)
    const { slug } = await given().givenTraining({ seats: { capacity: null } })
    const signUp = () =>
      register(context, slug, { input: { people: [someone()] }, channel: 'embed', origin: null, lang: 'en' })
    await signUp()
    assert.equal(transactions(), 1)

    const answers = []
    for (let turn = 0; turn < 5; turn++) {
      answers.push(signUp(), signUp())
      await nextTurn()
    }
    const references = (await Promise.all(answers)).map(({ result }) => result.reference)
    assert.equal(new Set(references).size, 10)
    assert.equal(transactions(), 2)
  })

  test('does not wait for more than one batch takes', async () => {
    const { context, transactions } = counting(given().context)
    const { slug } = await given().givenTraining({ seats: { capacity: null } })
    const signUp = () =>
      register(context, slug, { input: { people: [someone()] }, channel: 'embed', origin: null, lang: 'en' })
    // The training is read by now, so that nothing but admission waits.
    await signUp()
    const answers = []
    for (let turn = 0; turn < 100; turn++) {
      answers.push(signUp(), signUp())
      await nextTurn()
    }
    assert.ok(transactions() > 1)
    await Promise.all(answers)
  })
})
