import { expect } from '@open-wc/testing'
import { baseOfScript, createApi, nameOf } from './api.ts'
import { json, problem } from './testing/show.ts'

const wanted = { partner: undefined, lang: 'en' }
const outcomeOf = (reply: () => Response | Promise<Response>) =>
  createApi('https://api.example.org', async () => reply()).register({
    training: 'first-responders',
    body: '{}',
    key: 'key',
  })

describe('the API', () => {
  it('is next to the folder that the script came from', () => {
    expect(baseOfScript('https://signup.example.org/embed/v1/training-signup.js')).to.equal(
      'https://signup.example.org',
    )
    expect(baseOfScript('https://example.org/trainings/embed/1.2.3/training-signup.js?x=/embed/')).to.equal(
      'https://example.org/trainings',
    )
    expect(baseOfScript('https://example.org/assets/training-signup.js')).to.equal(undefined)
    expect(baseOfScript('blob:https://example.org/embed/x')).to.equal(undefined)
  })

  it('asks for a training under its own path, with what is wanted', async () => {
    const urls: string[] = []
    const api = createApi('https://api.example.org/path/', async (url) => {
      urls.push(url as string)
      return json(500, {})
    })
    await api.training('a/b', { partner: 'we & they', lang: 'es' })
    await api.training('citizens', wanted)
    expect(urls).to.deep.equal([
      'https://api.example.org/path/api/v1/trainings/a%2Fb?partner=we+%26+they&lang=es',
      'https://api.example.org/path/api/v1/trainings/citizens?lang=en',
    ])
  })

  it('asks for several trainings in one request, by name or series, and for the words of a form for several people', async () => {
    const urls: string[] = []
    const api = createApi('https://api.example.org', async (url) => {
      urls.push((url as string).replace('https://api.example.org/api/v1/trainings', ''))
      return json(500, {})
    })
    await api.trainings({ slug: 'a,b' }, wanted)
    await api.trainings({ series: 'jackson' }, { partner: 'we', lang: 'es' })
    await api.training('a', wanted, { isForGroup: true })
    expect(urls).to.deep.equal(['?slug=a%2Cb&lang=en', '?series=jackson&partner=we&lang=es', '/a?lang=en&for=several'])
  })

  it('takes what a cache has for a first look only', async () => {
    const modes: unknown[] = []
    const api = createApi('https://api.example.org', async (_url, init) => {
      modes.push(init?.cache)
      return json(500, {})
    })
    await api.training('a', wanted)
    await api.training('a', wanted, { bypassCache: true })
    expect(modes).to.deep.equal(['default', 'no-cache'])
  })

  it('gives a refusal as a value', async () => {
    const outcome = await outcomeOf(() => problem(409, 'training-full'))
    expect(outcome.kind === 'refused' && nameOf(outcome.problem)).to.equal('training-full')
  })

  const failures: [string, () => Response | Promise<Response>, string][] = [
    ['a page of HTML', () => new Response('<html>'), 'garbage'],
    ['a page of HTML that forbids', () => new Response('<html>', { status: 403 }), 'garbage'],
    ['JSON that is no problem', () => json(400, ['no']), 'garbage'],
    ['success without a reference', () => json(201, {}), 'garbage'],
    ['null', () => json(201, null), 'garbage'],
    ['an error of the server', () => problem(500, 'internal'), 'garbage'],
    ['too many requests', () => json(429, {}), 'busy'],
    ['a server that cannot', () => new Response('', { status: 503 }), 'busy'],
    ['the first request still at work', () => problem(409, 'in-flight'), 'garbage'],
    ['a broken line', () => Promise.reject(new TypeError('Load failed')), 'network'],
  ]
  for (const [what, reply, reason] of failures) {
    it(`calls ${what} a failure: ${reason}`, async () => {
      expect(await outcomeOf(reply)).to.include({ kind: 'failed', reason })
    })
  }

  it('says with a failure for how long to wait, where the server does', async () => {
    const outcome = await outcomeOf(() => new Response('{}', { status: 429, headers: { 'Retry-After': '40' } }))
    expect(outcome.kind === 'failed' && outcome.headers?.get('retry-after')).to.equal('40')
  })

  it('gives up when its patience ends', async () => {
    const never: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)))
    expect(await createApi('https://api.example.org', never, 10).training('x', wanted)).to.deep.equal({
      kind: 'failed',
      reason: 'timeout',
    })
  })
})
