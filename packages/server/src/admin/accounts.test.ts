import assert from 'node:assert/strict'
import { test } from 'node:test'
import { organizerPages } from '../testing/organizer-pages.ts'
import { onBothDatabases } from '../testing/test-app.ts'

const whole = { role: 'organizer', reach: 'all', name: 'Dana Ortiz', email: 'dana@example.org', days: '90' }

onBothDatabases('the pages of accounts and keys', (given) => {
  for (const [path, fields, fault] of [
    ['/accounts/new', { email: 'dana' }, 'Enter a complete email address, like name@example.com'],
    ['/accounts/new?lang=es', { email: 'dana' }, 'Escriba una dirección completa, como nombre@example.com'],
    ['/accounts/new', { name: '' }, 'Enter a name'],
    ['/accounts/new', { role: 'agency' }, 'Enter the agency whose people they coordinate'],
    ['/keys', { name: '' }, 'Enter a name'],
    ['/keys?lang=es', { role: 'partner' }, 'Elija la organización cuyos números ve'],
    ['/keys', { reach: 'some', training: 'gone' }, 'Choose trainings that still exist'],
    ['/keys', { days: '1000' }, 'Check what you typed'],
  ] as const)
    test(`say in the organizer’s language what to correct: ${path} ${JSON.stringify(fields)}`, async () => {
      const { status, text } = await organizerPages(given()).post(path, { ...whole, ...fields })
      assert.equal(status, 422)
      assert.ok(text.includes(`role="alert"><span>${fault}</span>`), text)
    })
})
