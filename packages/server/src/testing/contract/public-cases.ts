import type { TrainingDraft } from '@training-signup/contract'
import { mostTries } from '../../core/proof/codes.ts'
import { someone, type TestApp } from '../servers/test-app.ts'
import { wrong } from '../verify.ts'
import { type Ask, about, after, type Case, cancelled, changed, hasBegun, page, twice, withdrawn } from './asked.ts'
import {
  approval,
  coded,
  coordinator,
  oneSeat,
  pauseCodes,
  registeredIn,
  signedUpIn,
  training,
  trainingWith,
  twoPeople,
  waiting,
} from './states.ts'

const signUp = (people = [someone()], more: object = {}) => ({ body: { people, ...more } })
const signingUp = (draft: Partial<TrainingDraft> = {}): Ask => about(trainingWith(draft), () => signUp())
const typed = ({ secret, code }: { secret: string; code: string }) => ({ body: { secret, code } })
const again = ({ secret }: { secret: string }) => ({ body: { secret } })

const urlOf = ({ slug, reference }: { slug: string; reference: string }) =>
  `/api/v1/trainings/${slug}/registrations/${reference}/verification`

/** A sign-up whose code was sent a while ago, so that another one can be had. */
const aMinuteLater = after(waiting, ({ clock }) => {
  clock.now = new Date(clock.now.getTime() + 60_000)
})

async function tryWrongCodes({ send }: TestApp, one: Awaited<ReturnType<typeof coded>>) {
  const body = { secret: one.secret, code: wrong(one.code) }
  for (let tries = 0; tries < mostTries; tries++) await send('POST', urlOf(one), body)
}

/** What pages and visitors ask. */
export const publicCases: Record<string, Case> = {
  listPublishedTrainings: {
    good: [about(training, ({ slug }) => ({ query: { slug, lang: 'es', ...page } }))],
  },
  readPublishedTraining: {
    good: [about(training), about(training, () => ({ query: { for: 'several' } }))],
    refused: { 'training-withdrawn': about(changed(training, withdrawn)) },
  },
  signUp: {
    good: [
      signingUp(),
      signingUp(approval),
      signingUp({ audience: { verify: 'everyone' } }),
      signingUp({ seats: { capacity: 0, waitlist: true } }),
      about(training, () => signUp(twoPeople(), { coordinator, split: true })),
    ],
    refused: {
      'registration-closed': signingUp({ closesAt: '2027-01-01T09:00' }),
      'registration-not-open': signingUp({ opensAt: '2027-02-01T09:00' }),
      'training-cancelled': signingUp(cancelled),
      'training-withdrawn': signingUp(withdrawn),
      'training-full': about(registeredIn(oneSeat), () => signUp()),
      'not-correctable': about(signedUpIn(oneSeat), ({ replaces }) => signUp([someone()], { replaces })),
      'invalid-answers': about(training, () => signUp([someone({ email: 'nowhere' })])),
      'person-twice': about(training, () => signUp(twice(someone()), { coordinator })),
      'key-reused': async (running) => {
        const { slug } = await training(running)
        const headers = { 'idempotency-key': running.context.newId() }
        await running.signUp(slug, { people: [someone()] }, headers)
        return { path: { slug }, headers, ...signUp() }
      },
    },
  },
  verifySignUp: {
    good: [about(coded, typed)],
    refused: {
      'wrong-code': about(coded, ({ secret, code }) => typed({ secret, code: wrong(code) })),
      'code-used-up': about(after(coded, tryWrongCodes), typed),
      'codes-paused': about(
        after(coded, (running, { slug }) => pauseCodes(running, slug)),
        typed,
      ),
      'verification-over': about(changed(coded, hasBegun), typed),
      'training-cancelled': about(changed(coded, cancelled), typed),
      'training-withdrawn': about(changed(coded, withdrawn), typed),
    },
  },
  requestCode: {
    good: [about(aMinuteLater, again)],
    refused: {
      'too-many-codes': about(
        after(waiting, ({ send }, one) => send('POST', `${urlOf(one)}/code`, again(one).body)),
        again,
      ),
      'verification-over': about(changed(waiting, hasBegun), again),
      'training-cancelled': about(changed(waiting, cancelled), again),
    },
  },
  countImpression: {
    good: [about(training, () => ({ body: { kind: 'view', partner: 'we-the-people' } }))],
    refused: { 'training-withdrawn': about(changed(training, withdrawn), () => ({ body: { kind: 'start' } })) },
  },
}
