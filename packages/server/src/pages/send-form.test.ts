import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { limits } from '@training-signup/contract'
import { ProblemError } from '../problem.ts'
import { answers, site } from './site-for-tests.ts'

describe('a sent form', () => {
  test('answers with the reference', async () => {
    const { send, token, wait, requests } = site()
    const sent = { ...answers, needs: ' ramp\r\nplease ', _token: await token() }
    wait(30)
    const { status, text, headers } = await send(sent, { path: '/t/first-responders?p=we-the-people' })
    assert.equal(status, 200)
    assert.ok(text.includes('You’re registered') && text.includes('KC7-4TX'))
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.deepEqual(requests[0]?.input, {
      people: [{ ...answers, attestation: true, needs: ' ramp\nplease ' }],
      consents: [],
      lang: 'en',
      elapsedMs: 30_000,
      partner: 'we-the-people',
    })
    assert.deepEqual([requests[0]?.channel, requests[0]?.origin], ['link', 'https://signup.example.org'])
  })
  test('sent twice is one registration, with another name another', async () => {
    const { send, token, requests } = site()
    const signed = await token()
    await send({ ...answers, _token: signed })
    await send({ ...answers, givenName: ' Ada ', _token: signed })
    await send({ ...answers, givenName: 'Luis', _token: signed })
    await send({ ...answers, _token: await token() })
    const keys = requests.map(({ idempotency }) => idempotency?.key)
    assert.equal(keys[0], keys[1])
    assert.equal(new Set(keys).size, 3)
    assert.match(keys[0] ?? '', /^[\w-]{43}$/)
  })
  test('with faults comes back with a summary, and every answer kept', async () => {
    const { send, token } = site()
    const { status, text } = await send({
      ...answers,
      givenName: '',
      email: '"><b>',
      role: 'other',
      _token: await token(),
    })
    assert.equal(status, 422)
    assert.match(text, /<title>Error: Training/)
    assert.match(
      text,
      /role="alert"[\s\S]*<a href="#field-givenName">Enter your first name<\/a>[\s\S]*<a href="#field-roleOther">Tell us your role<\/a>/,
    )
    assert.match(text, /id="field-givenName"[^>]*aria-describedby="error-givenName" aria-invalid="true"/)
    assert.ok(text.includes('value="&quot;&gt;&lt;b&gt;"'))
    assert.match(text, /value="other"\s+checked/)
    assert.match(text, /name="attestation" value="true" checked/)
  })
  test('keeps its token through a fault, so that the answer to the same answers stays the same', async () => {
    const { send, token } = site()
    const signed = await token()
    assert.ok((await send({ ...answers, email: '', _token: signed })).text.includes(`value="${signed}"`))
  })
  test('that is too old, forged or another form’s comes back with its answers and a token that works at once', async () => {
    const { send, token, wait, requests } = site()
    const old = await token()
    wait(24 * 60 * 60 + 1)
    for (const signed of [old, '', 'a.b.c', `${(await token()).slice(0, -2)}AA`, 'constructor']) {
      const { status, text } = await send({ ...answers, _token: signed })
      assert.equal(status, 422)
      assert.ok(text.includes('was open for a long time') && text.includes('value="ada@kcpd.org"'))
      const fresh = /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
      assert.equal((await send({ ...answers, _token: fresh })).status, 200)
    }
    assert.ok(requests.every(({ input }) => (input.elapsedMs ?? 0) >= limits.minimumFillMs))
  })
  test('with its trap filled in is told the remedy, the trap empty again', async () => {
    const { send, token, requests } = site({}, {}, () => {
      throw new ProblemError('invalid-answers', {
        errors: [{ pointer: '/trap', code: 'trap', message: 'A hidden box' }],
      })
    })
    const { status, text } = await send({ ...answers, _trap: 'http://spam', _token: await token() })
    assert.equal(requests[0]?.input.trap, 'http://spam')
    assert.equal(status, 422)
    assert.ok(text.includes('It is empty again') && !text.includes('http://spam'))
  })
  test('that is refused gets a next step instead of a fault', async () => {
    for (const [problem, status, words] of [
      ['registration-closed', 409, 'Registration is closed'],
      ['training-full', 409, 'This training is full'],
      ['training-withdrawn', 410, 'no longer offered'],
      ['not-eligible', 403, 'for a particular audience'],
    ] as const) {
      const { send, token } = site({}, {}, () => {
        throw new ProblemError(problem)
      })
      const answer = await send({ ...answers, _token: await token() })
      assert.equal(answer.status, status)
      assert.ok(answer.text.includes(words) && !answer.text.includes('There is a problem'), words)
    }
  })
  test('that fails keeps its answers and does not tell why', async () => {
    const busy = site({}, {}, () => {
      throw new ProblemError('busy')
    })
    const answer = await busy.send({ ...answers, _token: await busy.token() })
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '2'])
    assert.ok(answer.text.includes('value="ada@kcpd.org"'))
    const broken = site({}, {}, () => {
      throw new Error('secret of the database')
    })
    const { status, text } = await broken.send({ ...answers, _token: await broken.token() })
    assert.equal(status, 500)
    assert.ok(text.includes('will not register you twice') && !text.includes('secret'))
  })
  test('must be a form of a fitting size', async () => {
    const { send, requests } = site()
    assert.equal((await send(answers, { headers: { 'Content-Type': 'application/json' } })).status, 415)
    assert.equal((await send({ ...answers, needs: 'x'.repeat(limits.bodyBytes) })).status, 413)
    assert.equal((await send(answers, { path: '/t/nothing' })).status, 404)
    assert.equal(requests.length, 0)
  })
  test('takes no answer to what is not asked', async () => {
    const { send, token, requests } = site()
    await send({ ...answers, __proto__x: 'x', isAdmin: 'true', _token: await token() })
    assert.deepEqual(Object.keys(requests[0]?.input.people[0] ?? {}).toSorted(), Object.keys(answers).toSorted())
  })
})
