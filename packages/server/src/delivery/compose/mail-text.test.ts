import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { shortMail } from '../../testing/mails/short-mail.ts'
import { plainText, unwrapped } from './mail-text.ts'

const sentence = 'You are getting this email because someone registered for this training with this address today'

describe('the text of an email on a page that wraps by itself', () => {
  test('has its sentences whole again', () => {
    const text = plainText(shortMail({ kind: 'text', text: sentence }))
    assert.ok(!text.includes(sentence))
    assert.equal(unwrapped(text), `Hello\n\n${sentence}\n`)
  })

  test('has each helpline in one row with its numbers', () => {
    const lines = [{ text: 'Hotline' }, { text: 'Call 1', breaks: false }, { text: 'Text line', breaks: true }]
    const text = plainText({ ...shortMail({ kind: 'text', text: sentence }), footer: [lines] })
    assert.ok(text.endsWith('\n\nHotline · Call 1\nText line\n'), text)
  })

  test('keeps every line that ended before', () => {
    const href = `https://maps.example/${'a'.repeat(80)}`
    const full = 'Anyone who has this link can change what you registered and see your name.'
    const text = plainText(
      shortMail(
        { kind: 'text', text: `${full}\nYour reference number: 1` },
        { kind: 'facts', facts: [{ term: 'Location', lines: [{ text: 'View map', href }, { text: 'Room 1' }] }] },
        {
          kind: 'links',
          links: [
            { text: 'Change', href },
            { text: 'Give my seat to a colleague', href },
          ],
        },
      ),
    )
    assert.equal(unwrapped(text), text)
  })
})
