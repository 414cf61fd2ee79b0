import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { readElsewhere } from '../../core/outbox/mail-list.ts'
import { kinds, mailKinds } from './kinds.ts'

/** Who has the address of the row's registration, or no registration in it. */
const found = new Set(['person', 'coordinator', 'visitor'])

describe('the kinds of email', () => {
  test('that no registered person reads never show one’s address when they fail', () => {
    const others = mailKinds.filter((kind) => !kinds[kind].readers.some((reader) => found.has(reader)))
    assert.ok(others.length > 0)
    assert.deepEqual(
      others.filter((kind) => !readElsewhere.has(kind)),
      [],
    )
  })
})
