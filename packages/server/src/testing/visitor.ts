import type { RegistrationInput } from '@training-signup/contract'
import { createManageTokens } from '../core/registrations/manage-token.ts'
import { readEverything } from './everything.ts'
import type { TestApp } from './servers/test-app.ts'

export interface Answered {
  status: number
  text: string
  headers: Headers
  /** Where it leads on, '' if nowhere. */
  to: string
}

/** A visitor with a browser that runs no script, and with the links in a mailbox. */
export const createVisitor = (running: () => TestApp) => ({
  ...browserOf(running),
  ...linksOf(running),
  /** One after another, in this order. */
  async signedUp(
    slug: string,
    people: RegistrationInput['people'],
    more: Partial<RegistrationInput> = {},
  ): Promise<{ id: string; reference: string; email: string }[]> {
    for (const person of people) {
      const { status, body } = await running().signUp(slug, { people: [person], ...more })
      if (status !== 201) throw new Error(JSON.stringify(body))
    }
    return running().people(slug)
  },
  statuses: (slug: string): Promise<string[]> => running().statuses(slug),
  /** Without what organizers' requests leave in their own log. */
  everything: async () => {
    const { audit: _, ...tables } = await readEverything(running().context)
    return tables
  },
})

function browserOf(running: () => TestApp) {
  const answered = async (response: Response): Promise<Answered> => ({
    status: response.status,
    text: await response.text(),
    headers: response.headers,
    to: response.headers.get('location') ?? '',
  })
  return {
    /** As a program that only knows the address of a button. */
    postEmpty: async (path: string) => answered(await running().app.request(path, { method: 'POST' })),
    get: async (path: string) => answered(await running().app.request(path)),
    /** Sends a form; what is empty stands for a box that is not ticked. */
    post: async (path: string, values: Record<string, string> = {}) =>
      answered(
        await running().app.request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams([
            // The pages behind links in emails mark their forms.
            ...(path.includes('/r/') ? [['_pressed', '1'] as [string, string]] : []),
            ...Object.entries(values).filter(([, value]) => value !== ''),
          ]).toString(),
        }),
      ),
  }
}

function linksOf(running: () => TestApp) {
  const issue = (kind: 'registration' | 'group' | 'transfer', id: string, version = 1) =>
    createManageTokens(running().context).issue({ kind, id, version })
  return {
    async linkOf(id: string) {
      const found = running().context.db.reader.selectFrom('registration').select('token_version').where('id', '=', id)
      return `/r/${issue('registration', id, (await found.executeTakeFirstOrThrow()).token_version)}`
    },
    groupLink: (id: string) => `/r/${issue('group', id)}`,
    passLink: (id: string) => `/r/pass/${issue('transfer', id)}`,
  }
}
