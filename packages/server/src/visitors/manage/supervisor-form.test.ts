import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { askAs } from '../../testing/keys.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

let supervisors = 0
/** A supervisor who has had no mail yet: an address gets few mails an hour. */
const someSupervisor = () => `captain${(supervisors += 1)}@precinct.example`

onBothDatabases(
  'a supervisor that a stranger may have named',
  (given) => {
    const { get, post, linkOf, statuses } = createVisitor(given)
    const { begin, type, later, ...signer } = createSigner(given)
    const mailsTo = (address: string) => signer.mailsTo(address)
    const detail = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body
    const audience = { access: 'approval', supervisor: 'required' } as const
    const linkIn = (text = '') =>
      /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(text)?.[1] ?? assert.fail('no link')
    /** The link in the last email to a supervisor. */
    const linkTo = async (address: string) => linkIn((await mailsTo(address)).at(-1)?.text)
    const idOf = async (slug: string): Promise<string> => (await given().people(slug))[0].id

    /** A stranger signs up a person with a false supervisor, who answers. Then she signs up with her own. */
    async function attack(answer: 'yes' | 'no') {
      const { slug } = await given().givenTraining({ audience })
      const [vic, evil, boss] = [someone(), someSupervisor(), someSupervisor()]
      await given().signUp(slug, { people: [{ ...vic, supervisorEmail: evil }] })
      const evilLink = await linkTo(evil)
      await given().signUp(slug, { people: [{ ...vic, supervisorEmail: boss }] })
      const bossLink = await linkTo(boss)
      assert.equal((await post(`${evilLink}/${answer}`)).status, 303)
      const id = await idOf(slug)
      return { slug, id, vic, evil, boss, evilLink, bossLink, own: await linkOf(id) }
    }

    for (const answer of ['yes', 'no'] as const)
      test(`decides nothing by a ${answer}, which the organizer sees as a note`, async () => {
        const { slug, id, evil } = await attack(answer)
        assert.deepEqual(await statuses(slug), ['pending_approval'])
        const { supervisor } = await detail(id)
        assert.deepEqual([supervisor.address, supervisor.answer, supervisor.isConfirmed], [evil, answer, false])
      })

    test('is shown to the organizer next to those named later, with who said what', async () => {
      const { id, evil, boss, bossLink } = await attack('no')
      const person = async (lang = 'en') =>
        (
          await given().app.request(`/admin/registrations/${id}?lang=${lang}`, {
            headers: { Authorization: `Bearer ${adminToken}` },
          })
        ).text()
      const before = await person()
      assert.ok(before.includes(`${evil}: can’t come. Not confirmed by the person`))
      assert.ok(before.includes(`${boss}: no answer yet. Not confirmed by the person. Decides nothing`), before)
      assert.doesNotMatch(before, /named when they registered again said/)
      later(1)
      await post(`${bossLink}/yes`)
      const after = await person()
      assert.ok(after.includes(`${boss}: can come. Not confirmed by the person. Decides nothing`))
      assert.match(after, /A supervisor named when they registered again said yes/)
      assert.match(await person('es'), /se nombró al inscribirse de nuevo dijo que sí/)
      const { events } = (await given().admin('GET', `/registrations/${id}/history`)).body
      const answers = events.filter(({ kind }: { kind: string }) => kind.startsWith('supervisor-'))
      assert.deepEqual(
        answers.map(({ kind, again }: { kind: string; again?: true }) => [kind, again]),
        [
          ['supervisor-yes', true],
          ['supervisor-no', undefined],
        ],
      )
      const headers = await askAs(given(), { role: 'door' })
      const limited = await (await given().app.request(`/admin/registrations/${id}`, { headers })).text()
      assert.ok(![evil, boss].some((address) => limited.includes(address)))
    })

    test('is shown to the person, who names another one: then only that one decides', async () => {
      const { slug, id, evil, evilLink, own } = await attack('no')
      const page = await get(own)
      assert.ok(page.text.includes(`We’re asking ${evil} whether you can attend. Is this your supervisor?`))
      const form = await get(`${own}/supervisor`)
      assert.ok(form.text.includes(`value="${evil}"`))
      const refused = await post(`${own}/supervisor`, { supervisorEmail: (await detail(id)).email })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Enter your supervisor’s email address, not your own/)
      const right = someSupervisor()
      later(1)
      const saved = await post(`${own}/supervisor`, { supervisorEmail: right })
      assert.equal(saved.status, 303)
      assert.match((await get(saved.to)).text, /You confirmed your supervisor/)
      assert.equal((await get(evilLink)).status, 404)
      assert.ok((await get(own)).text.includes(`We’re asking your supervisor at ${right} whether you can attend.`))
      await post(`${await linkTo(right)}/yes`)
      assert.deepEqual(await statuses(slug), ['confirmed'])
      assert.deepEqual(await contradictions(given().context.db, slug), [])
    })

    for (const answer of ['yes', 'no'] as const)
      test(`decides by a ${answer} once the person has confirmed them, before or after the answer`, async () => {
        for (const isBefore of [true, false]) {
          const { slug } = await given().givenTraining({ audience })
          const supervisorEmail = someSupervisor()
          const vic = someone()
          await given().signUp(slug, { people: [{ ...vic, supervisorEmail }] })
          const [mail] = await mailsTo(vic.email)
          assert.match(mail?.text ?? '', /You named a supervisor\. Open your registration/)
          const link = linkIn(given().mails.find(({ to }) => to === supervisorEmail)?.text)
          const own = await linkOf(await idOf(slug))
          const confirm = () => post(`${own}/supervisor`, { supervisorEmail })
          if (isBefore) await confirm()
          await post(`${link}/${answer}`)
          if (!isBefore) await confirm()
          assert.deepEqual(await statuses(slug), [answer === 'yes' ? 'confirmed' : 'declined'])
          assert.deepEqual(await contradictions(given().context.db, slug), [])
        }
      })

    test('decides where a code proved the address, also after a stranger named another one', async () => {
      const { slug } = await given().givenTraining({ audience })
      const [vic, evil, boss] = [someone(), someSupervisor(), someSupervisor()]
      await given().signUp(slug, { people: [{ ...vic, supervisorEmail: evil }] })
      const evilLink = await linkTo(evil)
      await given().admin('PATCH', `/trainings/${slug}`, { audience: { verify: true } })
      later(1)
      const sent = await begin(slug, { people: [{ ...vic, supervisorEmail: boss }] })
      await type(sent, await signer.codeTo(vic.email))
      assert.equal((await get(evilLink)).status, 404)
      await post(`${await linkTo(boss)}/yes`)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })

    test('of a group decides about people without an address once the coordinator has proven theirs', async () => {
      const { slug } = await given().givenTraining({ audience: { ...audience, verify: 'everyone' } })
      const [one, two] = [someSupervisor(), someSupervisor()]
      const { email: _, ...grace } = someone()
      const coordinator = { name: 'Pat Lee', email: someone().email }
      const people = [
        { ...grace, supervisorEmail: one },
        { ...someone(), supervisorEmail: two },
      ]
      const sent = await begin(slug, { people, coordinator, split: true })
      await type(sent, await signer.codeTo(coordinator.email))
      await mailsTo(one)
      for (const { to, text } of given().mails.splice(0))
        if (to === one || to === two) await post(`${linkIn(text)}/yes`)
      assert.deepEqual(await statuses(slug), ['confirmed', 'pending_approval'])
    })

    test('decides at a domain that the organizer lists', async () => {
      const { slug } = await given().givenTraining({ audience: { ...audience, domains: ['precinct.example'] } })
      const supervisorEmail = someSupervisor()
      await given().signUp(slug, { people: [{ ...someone(), supervisorEmail }] })
      await post(`${await linkTo(supervisorEmail)}/yes`)
      assert.deepEqual(await statuses(slug), ['confirmed'])
    })
  },
  mailing,
)
