import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Dialect, dialects, onBothDatabases, readJson, someone, testApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'

onBothDatabases(
  'the question for a supervisor',
  (running) => {
    const given = async (audience: TrainingDraft['audience'], more: Partial<TrainingDraft> = {}) =>
      (await running().givenTraining({ audience, ...more })).slug
    const answerFor = async (slug: string, lang = 'en') =>
      readJson(await running().send('GET', `/api/v1/trainings/${slug}?lang=${lang}`))
    const fieldOf = async (slug: string, lang = 'en') =>
      (await answerFor(slug, lang)).form.fields.find(({ id }: { id: string }) => id === 'supervisorEmail')
    /** What is said of the supervisor that a sign-up names. */
    async function faultOf(slug: string, supervisorEmail: string, more: object = {}, person = someone()) {
      const { status, body } = await running().signUp(slug, { people: [{ ...person, supervisorEmail }], ...more })
      const [fault] = body.errors ?? []
      return [status, fault?.pointer, fault?.code, fault?.message]
    }

    test('is asked where the organizer wants it, in words that say what happens', async () => {
      const slug = await given({ access: 'approval', supervisor: 'required' })
      assert.deepEqual(await fieldOf(slug), {
        id: 'supervisorEmail',
        type: 'email',
        label: 'Supervisor’s email',
        hint: 'We’ll ask this person whether you can attend. We won’t write to them about anything else.',
        required: true,
        autocomplete: 'off',
        maxLength: 254,
        sensitive: true,
      })
      assert.equal((await fieldOf(slug, 'es')).label, 'Correo electrónico de su supervisor/a')
      const { words } = await answerFor(slug)
      assert.match(words['form.privacy.text'], /The supervisor you name sees your name and this training\.$/)
      const page = await (await running().app.request(`/t/${slug}`)).text()
      assert.match(page, /type="email"[^>]*name="supervisorEmail"[^>]*autocomplete="off"/)
      assert.match(page, /The supervisor you name sees/)
      const domain = await fieldOf(await given({ access: 'domain', domains: ['kcpd.org'], supervisor: 'optional' }))
      assert.equal(domain.required, false)
      assert.match(domain.hint, /^If your request needs approval/)
    })

    test('says before anything is sent what the supervisor sees, as far as the form asks for it', async () => {
      const roles = ['police']
      for (const [audience, fields, said] of [
        [{}, {}, /The supervisor you name sees your name and this training\.$/],
        [{}, { agency: 'optional' }, /sees your name, agency, and this training\.$/],
        [{ roles }, { agency: 'off' }, /sees your name, role, and this training\.$/],
        [{ roles }, {}, /sees your name, agency, role, and this training\.$/],
        [
          { roles },
          { withoutName: 'optional' },
          /sees your name, agency, role, and this training\. If you keep your name off the sign-in sheet, they see only your name and this training\.$/,
        ],
      ] as const) {
        const asked = { access: 'approval', supervisor: 'required', ...audience } as TrainingDraft['audience']
        const slug = await given(asked, { fields })
        const words = (await answerFor(slug)).words['form.privacy.text']
        assert.match(words, said)
        const page = await (await running().app.request(`/t/${slug}`)).text()
        assert.match(page.replaceAll('\n', ' '), new RegExp(said.source.replace(/\$$/, '')))
      }
    })

    test('is not asked unless the organizer wants it', async () => {
      const slug = await given({ access: 'approval' })
      assert.equal(await fieldOf(slug), undefined)
      const { words } = await answerFor(slug)
      assert.deepEqual(
        Object.keys(words).filter((key) => key.includes('upervisor')),
        [],
      )
      assert.doesNotMatch(words['form.privacy.text'], /supervisor/)
      assert.deepEqual((await faultOf(slug, 'boss@kcpd.org')).slice(0, 3), [
        422,
        '/people/0/supervisorEmail',
        'unknown-field',
      ])
    })

    test('takes an address that is not the person’s own, from a listed domain where domains are listed', async () => {
      const slug = await given({ access: 'approval', supervisor: 'required' })
      const listed = await given({ access: 'approval', domains: ['kcpd.org'], supervisor: 'optional' })
      const pointer = '/people/0/supervisorEmail'
      const ada = someone()
      const coordinator = { name: 'Kim', email: 'Kim@KCPD.org' }
      assert.deepEqual(await faultOf(slug, ''), [422, pointer, 'required', 'Enter your supervisor’s email address'])
      assert.deepEqual((await faultOf(slug, 'boss')).slice(0, 3), [422, pointer, 'email'])
      assert.deepEqual(await faultOf(slug, ` ${ada.email.toUpperCase()}`, {}, ada), [
        422,
        pointer,
        'own-address',
        'Enter your supervisor’s email address, not your own',
      ])
      assert.deepEqual((await faultOf(slug, 'kim@kcpd.org', { coordinator })).slice(0, 3), [
        422,
        pointer,
        'coordinators-address',
      ])
      assert.deepEqual(await faultOf(listed, 'ada.second@gmail.com', { lang: 'es' }), [
        422,
        pointer,
        'other-domain',
        'Ingrese el correo de trabajo de su supervisor/a. La organización no acepta direcciones de este tipo para supervisores',
      ])
      for (const fits of ['boss@kcpd.org', 'Boss@KCPD.ORG', '']) assert.equal((await faultOf(listed, fits))[0], 201)
    })

    test('takes no other spelling of the mailbox of the person, or of the one who registers them', async () => {
      const listed = await given({ access: 'approval', domains: ['kcpd.example'], supervisor: 'required' })
      const mal = { ...someone(), email: 'mal.lory@kcpd.example' }
      const { email: _, ...member } = mal
      const coordinator = { name: 'Mallory', email: 'mallory@kcpd.example' }
      for (const alias of ['mal.lory+boss@kcpd.example', 'Mallory@KCPD.example', 'm.allory+a.b+c@kcpd.example']) {
        assert.equal((await faultOf(listed, alias, {}, mal))[2], 'own-address', alias)
        assert.equal((await faultOf(listed, alias, { coordinator }))[2], 'coordinators-address', alias)
        assert.equal((await faultOf(listed, alias, { coordinator }, member as typeof mal))[2], 'coordinators-address')
      }
      assert.equal((await faultOf(listed, 'boss+mallory@kcpd.example', { coordinator }))[0], 201)
    })

    test('is refused where there is nothing to approve', async () => {
      const slug = await given({ access: 'approval', supervisor: 'required' })
      for (const audience of [{ access: 'open' }, { access: 'attest' }]) {
        const { status, body } = await running().admin('PATCH', `/trainings/${slug}`, { audience })
        assert.deepEqual([status, body.errors[0].pointer], [422, '/audience/supervisor'])
        assert.match(body.errors[0].message, /approval.*domain/)
      }
      assert.equal(
        (await running().admin('PATCH', `/trainings/${slug}`, { audience: { access: 'domain' } })).status,
        200,
      )
    })
  },
  mailing,
)

const asking = { audience: { access: 'approval', supervisor: 'required' } } as const

describe('a supervisor, where no mails are sent', () => {
  const opened = async (dialect: Dialect, close: (work: () => Promise<void>) => void) => {
    const server = await testApp(dialect)
    close(server.close)
    return server
  }
  for (const dialect of dialects)
    test(`cannot be asked for, and is not: neither stands in the way of anything else, on ${dialect}`, async () => {
      const { givenTraining, admin, send, signUp } = await opened(dialect, (work) => afterTest(work))
      const { training } = (await admin('GET', `/trainings/${(await givenTraining()).slug}`)).body
      for (const [method, path, body] of [
        ['PUT', `/trainings/${training.slug}`, { ...training, ...asking }],
        ['PATCH', `/trainings/${training.slug}`, asking],
        ['POST', '/trainings', { ...training, slug: `${training.slug}-2`, ...asking }],
      ] as const) {
        const refused = await admin(method, path, body, { 'if-match': '*' })
        assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/audience/supervisor'], method)
        assert.match(refused.body.errors[0].message, /SMTP_URL/)
      }
      // As one finds it whose mail server was there once.
      const { slug } = await givenTraining(asking)
      const { form } = await readJson(await send('GET', `/api/v1/trainings/${slug}`))
      assert.ok(!form.fields.some(({ id }: { id: string }) => id === 'supervisorEmail'))
      assert.equal((await signUp(slug, { people: [someone()] })).body.status, 'pending_approval')
      assert.equal((await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })).status, 200)
    })
})
