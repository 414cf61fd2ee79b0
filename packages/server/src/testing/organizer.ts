import type { TrainingInput } from '@training-signup/contract'
import { adminToken, type TestApp } from './servers/test-app.ts'

export const signedIn = { Authorization: `Bearer ${adminToken}` }

/** An organizer with a browser that runs no script. */
export const createOrganizer = (given: () => TestApp) => ({
  open: async (path: string) => {
    const response = await given().app.request(`/admin${path}`, { headers: signedIn })
    return { status: response.status, text: await response.text() }
  },
  /** Sends the form, with what is changed in it. */
  send: async (path: string, form: URLSearchParams, changes: Record<string, string> = {}) => {
    const body = new URLSearchParams(form)
    for (const [name, value] of Object.entries(changes)) body.set(name, value)
    const response = await given().app.request(`/admin${path}`, { method: 'POST', headers: signedIn, body })
    return { status: response.status, text: await response.text(), to: response.headers.get('location') }
  },
  stored: async (slug: string): Promise<TrainingInput> =>
    (await given().admin('GET', `/trainings/${slug}`)).body.training,
})

/** The kinds of email that a training has caused, apart from answers to sign-ups. */
export const newsOf = async ({ rows }: TestApp, slug: string): Promise<string[]> =>
  (await rows('outbox', { slug }))
    .map(({ kind }) => kind)
    .filter((kind) => !['confirmed', 'waitlisted', 'alert-code'].includes(kind))
    .toSorted()
