import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { type Fixture, readFixture } from '../../testing/databases/load-fixture.ts'
import type { Json } from '../../testing/servers/test-app.ts'

const filled = readFixture('filled-1.1.0.json') as Fixture

const kinds = [
  'confirmed',
  'waitlisted',
  'pending-approval',
  'approval-again',
  'approved',
  'declined',
  'promoted',
  'offer',
  'offer-expired',
  'reminder',
  'still-coming',
  'cancelled',
  'already-registered',
  'your-link',
  'seat-passed',
  'passed-on',
  'supervisor',
  'code',
  'group-summary',
  'training-changed',
  'training-cancelled',
  'digest',
  'message',
]

describe('the file of what release 1.1.0 stored', () => {
  const { tables, now } = filled
  const rows = (table: string): Json[] => tables[table] ?? []
  /** The different values that a way to look at the rows of a table finds. */
  const values = (table: string, look: (row: Json) => string) => new Set(rows(table).map(look))
  const includes = (found: Set<string>, expected: readonly string[]) =>
    assert.deepEqual(
      expected.filter((one) => !found.has(one)),
      [],
    )

  test('has something in every column of every table', () => {
    for (const [table, all] of Object.entries(tables)) {
      assert.ok(all.length > 0, table)
      for (const column of Object.keys(all[0] ?? {}))
        assert.ok(
          all.some((row) => row[column] !== null),
          `${table}.${column}`,
        )
    }
  })
  test('has registrations in every status, alone and in groups, and those that hold a seat before they are decided about', () => {
    const found = values('registration', ({ status, group_id, holds_seat, is_unverified }) =>
      [
        status,
        group_id ? 'in a group' : 'alone',
        holds_seat ? 'held' : '',
        is_unverified && status !== 'pending_verification' ? 'unverified' : '',
      ]
        .filter(Boolean)
        .join(', '),
    )
    for (const whose of ['alone', 'in a group'])
      includes(found, [
        `pending_verification, ${whose}`,
        `pending_verification, ${whose}, held`,
        `expired, ${whose}`,
        `expired, ${whose}, unverified`,
        `cancelled, ${whose}`,
        `cancelled, ${whose}, unverified`,
        `pending_approval, ${whose}, held`,
        `offered, ${whose}, held`,
        `confirmed, ${whose}, held`,
        `waitlisted, ${whose}`,
        `declined, ${whose}`,
        `no_show, ${whose}`,
      ])
    includes(found, ['pending_approval, alone', 'attended, alone'])
  })
  test('has sign-ups of people who were registered already, in every status that they were shown', () => {
    const found = values(
      'attempt',
      ({ shown, group_id, expires_at }) =>
        `${shown}${group_id ? ' in a group' : ''}${shown === 'pending_verification' && expires_at ? ', held' : ''}`,
    )
    includes(found, [
      'null',
      'null in a group',
      'confirmed',
      'confirmed in a group',
      'waitlisted',
      'waitlisted in a group',
      'pending_approval',
      'pending_approval in a group',
      'pending_verification',
      'pending_verification, held',
      'pending_verification in a group',
      'pending_verification in a group, held',
      'offered in a group',
      'expired',
      'expired in a group',
      'declined in a group',
      'cancelled',
      'cancelled in a group',
    ])
    assert.ok(rows('attempt').some(({ self_managed_at }) => self_managed_at !== null))
  })
  test('has groups that may be divided and that may not, whose members manage themselves, and without a coordinator', () => {
    includes(
      values('registration_group', ({ split, is_unverified }) => `${split} ${is_unverified}`),
      ['0 0', '0 1', '1 0', '1 1'],
    )
    assert.ok(rows('registration').some((row) => row.group_id !== null && row.self_managed_at !== null))
    assert.ok(rows('registration').some((row) => row.group_id !== null && row.email === null))
    assert.ok(rows('registration_group').some((row) => row.coordinator_email === ''))
  })
  test('has verifications in every state', () => {
    const found = values('verification', (row) => {
      const whose = row.registration_id ? 'one' : row.group_id ? 'group' : row.attempt_id ? 'duplicate' : 'no one'
      const state = row.verified_at ? 'verified' : row.ends_at > now ? 'open' : 'over'
      const code = row.code_hash ? (row.code_expires_at > now ? ', code' : ', old code') : ''
      return `${whose} ${state}${row.verified_at ? (row.answer ? ', answered' : '') : code}`
    })
    includes(found, [
      'one open',
      'one open, code',
      'one open, old code',
      'group open',
      'group open, code',
      'group open, old code',
      'duplicate open',
      'no one open',
      'one verified, answered',
      'group verified, answered',
      'no one verified',
      'one over',
      'one over, old code',
      'group over, old code',
      'duplicate over',
      'no one over',
    ])
    assert.deepEqual(
      [0, 1, 2, 5].filter((tries) => !rows('verification').some((row) => row.tries === tries)),
      [],
    )
  })
  test('has mails of every kind that wait, and others in every outcome', () => {
    includes(new Set(rows('outbox').flatMap(({ outcome, kind }) => (outcome === null ? [kind] : []))), kinds)
    includes(new Set(rows('outbox').flatMap(({ outcome, kind }) => (outcome === 'sent' ? [kind] : []))), kinds)
    includes(
      values('outbox', ({ outcome, last_error }) => `${outcome} ${last_error}`),
      ['failed 550', 'null 421', 'dropped null', 'dropped crowded-mailbox'],
    )
  })
  test('has what else people, supervisors, organizers and receivers have begun and ended', () => {
    includes(
      values('training', ({ status }) => status),
      ['draft', 'published', 'cancelled', 'withdrawn'],
    )
    includes(
      values('transfer', ({ taken_by, expires_at }) => (taken_by ? 'taken' : expires_at > now ? 'open' : 'over')),
      ['open', 'taken', 'over'],
    )
    includes(
      values('supervisor_request', ({ answer, attempt_id }) => `${answer}${attempt_id ? ', of a duplicate' : ''}`),
      ['null', 'yes', 'no'].flatMap((answer) => [answer, `${answer}, of a duplicate`]),
    )
    includes(
      values('message', ({ state }) => state),
      ['draft', 'sending', 'sent'],
    )
    includes(
      values('webhook', ({ state }) => state),
      ['on', 'off', 'gone'],
    )
    includes(
      values('webhook_delivery', ({ outcome, last_status, last_error }) => `${outcome} ${last_error ?? last_status}`),
      ['null null', 'null 500', 'null ECONNREFUSED', 'delivered 204', 'failed 410', 'failed 500'],
    )
  })
})
