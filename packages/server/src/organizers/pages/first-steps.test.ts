import assert from 'node:assert/strict'
import type { Today } from '@training-signup/contract'
import { test } from 'mocha'
import { canonicalAddress } from '../../core/people/person.ts'
import { replaceOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { signedInAs } from '../../testing/pages/signed-in.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createCode, takeCode } from '../accounts/sign-in-codes.ts'

const wordsOf = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

onBothDatabases(
  'the first steps',
  (given) => {
    test('are done one by one, without a press, and gone once someone registers', async () => {
      const { admin, context, givenTraining, signUp } = given()
      const owner = await signedInAs(given(), 'owner')
      const steps = async () => ((await (await owner.api('GET', '/today')).json()) as Today).firstSteps
      const open = async () => wordsOf(await (await owner.open('')).text())
      const done = async () => (await steps()).flatMap(({ step, isDone }) => (isDone ? [step] : []))
      assert.deepEqual(await done(), [])
      assert.match(
        await open(),
        /First steps Your organization’s name and logo .* Emails arrive .* Add your colleagues .* Create your first training .* Add a partner/,
      )

      const asking = { browser: 'here', address: canonicalAddress(owner.email) }
      const code = await createCode(context, asking)
      assert.equal(await takeCode(context, asking, code === '00000000' ? '1' : '00000000'), false)
      assert.deepEqual(await done(), [])
      assert.equal(await takeCode(context, asking, code), true)
      assert.deepEqual(await done(), ['mail'])
      assert.match(await open(), /Emails arrive Someone typed a code that was emailed to them Done/)
      const colleague = await signedInAs(given(), 'organizer')
      assert.deepEqual(await done(), ['mail', 'colleagues'])
      assert.doesNotMatch(wordsOf(await (await colleague.open('')).text()), /Add your colleagues/)
      const { slug } = await givenTraining()
      assert.match(await open(), /Create your first training .{20,80} Done/)
      await admin('POST', '/partners', { slug: 'rotary', name: 'Rotary Club of Olathe' })
      assert.deepEqual(await done(), ['mail', 'colleagues', 'training', 'partner'])
      const organize = (organizer: { name: string; logo?: string }) =>
        context.db.transaction((tx) => replaceOrganizerDefaults(context, tx, (present) => ({ ...present, organizer })))
      await organize({ name: 'We The People' })
      assert.equal((await done()).length, 4)
      assert.match(await open(), /First steps Your organization’s logo New trainings start with it,/)
      const inSpanish = wordsOf(await (await owner.open('?lang=es')).text())
      assert.match(
        inSpanish,
        /Primeros pasos El logotipo de su organización Las nuevas capacitaciones empiezan con él,/,
      )
      const logo = { id: 'b'.repeat(32), png: Buffer.from('a picture'), named_at: context.now().toISOString() }
      await context.db.transaction((tx) => tx.insertInto('logo').values(logo).execute())
      await organize({ name: 'We The People', logo: logo.id })
      assert.equal((await done()).length, 5)
      assert.doesNotMatch(await open(), /First steps/)
      await signUp(slug, { people: [someone()] })
      assert.deepEqual(await steps(), [])
    })

    test('are for those who can take them', async () => {
      for (const role of ['auditor', 'agency', 'door'] as const) {
        const { open } = await signedInAs(given(), role)
        assert.doesNotMatch(await (await open('')).text(), /First steps/, role)
      }
    })
  },
  mailing,
)
