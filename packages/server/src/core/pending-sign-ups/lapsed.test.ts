import assert from 'node:assert/strict'
import { test } from 'mocha'
import { runJobs } from '../../start/schedule.ts'
import { curiousTraining, placesOf, searched, secrets } from '../../testing/erased.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying, wrong } from '../../testing/verify.ts'

onBothDatabases(
  'a sign-up whose code never comes',
  (given) => {
    const signer = createSigner(given)

    test('leaves nothing behind a day after its time is over', async () => {
      const { context, admin, givenTraining } = given()
      const { slug } = await givenTraining({
        ...curiousTraining,
        audience: { ...curiousTraining.audience, ...verifying.audience },
      })
      const key = 'lapsed-0123456789-0123456789'
      const { status, body } = await given().signUp(slug, { people: [secrets] }, { 'idempotency-key': key })
      assert.equal(status, 201, JSON.stringify(body))
      const { id } = (await signer.pending(body.reference)) ?? {}
      assert.ok(id)
      const sent = { slug, reference: body.reference, secret: body.verification.secret }
      // One email has left, one waits.
      assert.equal((await signer.type(sent, wrong(await signer.codeTo(secrets.email)))).status, 422)
      signer.later(2)
      assert.equal((await signer.ask(sent)).status, 202)
      const kept = [...searched, id, body.reference, key]
      const places = [...(await placesOf(given(), kept)).keys()]
      for (const place of ['pending_sign_up.request', 'outbox.proof_id', 'idempotency.reference'])
        assert.ok(places.includes(place), `${place} of ${places.join()}`)

      signer.later(26 * 60)
      assert.deepEqual(await runJobs(context), [])
      assert.deepEqual(await placesOf(given(), kept), new Map())
      assert.equal((await admin('GET', `/requests/${id}`)).status, 404)
    })
  },
  mailing,
)
