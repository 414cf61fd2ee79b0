import assert from 'node:assert/strict'
import { addAccount } from '../../organizers/accounts/accounts.ts'
import { makeSignInLink } from '../../organizers/accounts/sign-in-link.ts'
import type { TestApp } from '../servers/test-app.ts'

/** A browser without scripts in which an organizer signs in. */
export function sessionBrowser(given: () => TestApp) {
  const cookies = new Map<string, string>()
  const keepCookies = (response: Response) => {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/Max-Age=0/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...(init.headers as Record<string, string>) }
    return keepCookies(await given().app.request(path, { ...init, headers }))
  }
  /** Sends a form, and opens the address of the page that answers it, if it has one. */
  const send = async (path: string, fields: Iterable<[string, string]>, headers: Record<string, string> = {}) => {
    const answer = await ask(path, { method: 'POST', body: new URLSearchParams([...fields]), headers })
    const to = answer.headers.get('location') ?? ''
    return /[?&]answered=/.test(to) ? ask(to) : answer
  }
  return {
    cookies,
    /** Opens a page. Paths are whole. */
    open: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    send,
    /** Asks without following anywhere. */
    ask,
    async signIn(email: string) {
      const token = new URL(await makeSignInLink(given().context, email)).searchParams.get('token') ?? ''
      assert.equal((await send('/admin/sign-in/link', [['token', token]])).status, 303)
    },
    /** As a browser does after half an hour. */
    endSession() {
      for (const name of cookies.keys()) if (name.includes('session')) cookies.delete(name)
    },
  }
}

let owners = 0

/** Adds someone who may do everything. */
export const addOwner = (given: TestApp) =>
  addAccount(given.context, {
    email: `owner${(owners += 1)}@example.org`,
    name: 'Dana Ortiz',
    role: 'owner',
    trainings: 'all',
    agency: null,
    partner: null,
    lang: 'en',
  })
