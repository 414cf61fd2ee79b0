import assert from 'node:assert/strict'
import { adminToken, type TestApp } from '../servers/test-app.ts'

interface Shown {
  status: number
  /** Where a form leads on to. */
  location: string | null
  policy: string
  text: string
}

/** Opens organizers' pages and sends their forms, as someone who may do everything. */
export function organizerPages({ app }: Pick<TestApp, 'app'>) {
  const headers: Record<string, string> = { Authorization: `Bearer ${adminToken}` }
  const read = async (response: Response): Promise<Shown> => ({
    status: response.status,
    location: response.headers.get('location'),
    policy: response.headers.get('content-security-policy') ?? '',
    text: await response.text(),
  })
  const ask = async (path: string) => read(await app.request(`/admin${path}`, { headers }))
  async function post(path: string, fields: Record<string, string | string[]> = {}) {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one)
    return read(await app.request(`/admin${path}`, { method: 'POST', headers, body }))
  }
  return {
    /** Returns a page's text. Its path starts after `/admin`. */
    async open(path: string): Promise<string> {
      const { status, text } = await read(await app.request(`/admin${path}`, { headers }))
      assert.equal(status, 200, `${path}: ${text}`)
      return text
    },
    ask,
    post,
    /** Selects people on a list, and opens the page that asks about them if one does. */
    async select(path: string, fields: Record<string, string | string[]> = {}) {
      const answer = await post(path, fields)
      assert.equal(answer.status, 303, path)
      const to = (answer.location ?? '').replace('/admin', '')
      return to.includes('/bulk/') ? ask(to) : answer
    },
  }
}

/** Returns the value of a field of a page's form. */
export const valueOf = (text: string, name: string): string =>
  (new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? assert.fail(`no field ${name}`))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
