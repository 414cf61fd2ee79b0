import type { AccountRole } from '@training-signup/contract'
import { addAccount } from '../../organizers/accounts/accounts.ts'
import { makeSignInLink } from '../../organizers/accounts/sign-in-link.ts'
import { someone, type TestApp } from '../servers/test-app.ts'

/** The cookies that a browser would send back. */
export const cookiesIn = (response: Response): string =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !/Max-Age=0/i.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Adds an account and signs it in, in a browser of its own. */
export async function signedInAs(server: TestApp, role: AccountRole, more: { name?: string } = {}) {
  const input = { email: someone()['email'], name: 'Dana Ortiz', lang: 'en' as const, ...more }
  const { id, email } = await addAccount(server.context, {
    ...input,
    role,
    trainings: 'all',
    agency: role === 'agency' ? 'Kansas City PD' : null,
    partner: null,
  })
  return { id, email, ...(await browserWith(server, email)) }
}

/** Signs an account in with a link, in a browser of its own. */
export async function browserWith({ app, context }: TestApp, email: string) {
  const token = new URL(await makeSignInLink(context, email)).searchParams.get('token') ?? ''
  const own = { 'sec-fetch-site': 'same-origin' }
  const response = await app.request('/admin/sign-in/link', {
    method: 'POST',
    headers: own,
    body: new URLSearchParams({ token }),
  })
  const headers = { ...own, cookie: cookiesIn(response) }
  return {
    headers,
    open: async (path: string) => app.request(`/admin${path}`, { headers }),
    post: async (path: string, fields: Record<string, string> = {}) =>
      app.request(`/admin${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    api: async (method: string, path: string, body?: object) =>
      app.request(`/api/v1/admin${path}`, {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
  }
}
