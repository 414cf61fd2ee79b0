import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { readConfig, StartError } from '../../platform/config.ts'
import { siteFiles } from './site-files.ts'

const read = async (path: string, environment: Record<string, string> = {}) => {
  const answer = await siteFiles(readConfig(environment)).request(path)
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

describe('what is looked for at the same place everywhere', () => {
  test('keeps crawlers out of what is not for the public, wherever it is mounted', async () => {
    const { text } = await read('/robots.txt')
    assert.equal(text, 'User-agent: *\nDisallow: /admin\nDisallow: /api/\n')
    const below = await read('/robots.txt', { PUBLIC_URL: 'https://example.org/signup/' })
    assert.match(below.text, /^Disallow: \/signup\/admin$/m)
  })

  test('has an icon for what has no page', async () => {
    const { status, type, text } = await read('/favicon.ico')
    assert.deepEqual([status, type, text.slice(1, 4)], [200, 'image/png', 'PNG'])
  })

  const path = '/.well-known/security.txt'
  const expires = { SECURITY_EXPIRES: '2027-06-30', PUBLIC_URL: 'https://signup.example.org' }

  test('says who hears of a hole, once the operator has', async () => {
    assert.equal((await read(path)).status, 404)
    for (const [contact, said] of [
      ['security@example.org', 'mailto:security@example.org'],
      ['https://example.org/security', 'https://example.org/security'],
      ['tel:+1-816-555-0100', 'tel:+1-816-555-0100'],
    ] as const)
      assert.deepEqual(await read(path, { ...expires, SECURITY_CONTACT: contact }), {
        status: 200,
        type: 'text/plain; charset=UTF-8',
        text: `Contact: ${said}\nExpires: 2027-06-30T00:00:00Z\nCanonical: ${expires.PUBLIC_URL}${path}\n`,
      })
  })

  test('refuses a contact that no one could use, and one that never ends', () => {
    const wrong = ['http://example.org', 'security', 'javascript:alert(1)']
    for (const contact of wrong)
      assert.throws(() => readConfig({ ...expires, SECURITY_CONTACT: contact }), /SECURITY_CONTACT: must be an email/)
    for (const day of ['2027-02-30', 'never', '2027-06-30T00:00:00Z'])
      assert.throws(
        () => readConfig({ SECURITY_CONTACT: 'a@example.org', SECURITY_EXPIRES: day }),
        /must be a day like/,
      )
    assert.throws(() => readConfig(expires), StartError)
  })
})
