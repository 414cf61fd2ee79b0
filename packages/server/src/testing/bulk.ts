import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { carryOutBulkActions } from '../organizers/api/bulk/carry-out.ts'
import { someone, type TestAnswer, type TestApp } from './servers/test-app.ts'
import { createSigner } from './verify.ts'

export const approving: Partial<TrainingDraft> = { audience: { access: 'approval', verify: 'never' } }

const noCounts = {
  waiting: 0,
  done: 0,
  waitlisted: 0,
  canceled: 0,
  changed: 0,
  'no-seat': 0,
  'called-off': 0,
  deleted: 0,
}
/** What came of a bulk action: these, and no one else. */
export const counts = (some: Partial<typeof noCounts>) => ({ ...noCounts, ...some })

/** An organizer who decides about several people. */
export const createDecider = (given: () => TestApp) => {
  const { people } = createSigner(given)
  const decide = (action: string, training: string, whom: object): Promise<TestAnswer> =>
    given().admin('POST', '/bulk-actions', { action, training, ...whom })
  return {
    /** A training with people who registered one after the other. */
    async registered(draft: Partial<TrainingDraft>, count: number) {
      const { slug } = await given().givenTraining(draft)
      for (let person = 0; person < count; person++) await given().signUp(slug, { people: [someone()] })
      return { slug, ids: (await people(slug)).map(({ id }) => id) }
    },
    decide,
    /** A bulk action that waits. */
    async decided(action: string, training: string, registrations: string[]) {
      const { status, body } = await decide(action, training, { registrations })
      assert.equal(status, 201, JSON.stringify(body))
      return body
    },
    statuses: (slug: string) => given().statuses(slug),
    read: async (id: string) => (await given().admin('GET', `/bulk-actions/${id}`)).body,
    carryOut: () => carryOutBulkActions(given().context),
    /** The kinds of the emails of a training, without those about the sign-up. */
    async decisions(slug: string): Promise<string[]> {
      const { mails } = (await given().admin('GET', `/mails?training=${slug}&limit=200`)).body
      const kinds: string[] = mails.map(({ kind }: { kind: string }) => kind)
      return kinds.filter((kind) => !['pending-approval', 'confirmed', 'waitlisted'].includes(kind))
    },
  }
}
