import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { actOnGroup } from '../../core/registrations/act-on-group.ts'
import { editRegistration } from '../../core/registrations/edit-registration.ts'
import { approve, decline } from '../../core/seats/approval.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

const environment = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'Trainings <signup@example.org>' }

const value = (file: string, name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(file)?.[1]

onBothDatabases(
  'the entry in a calendar',
  (running) => {
    const { linkOf, passLink, post } = createVisitor(running)
    const given = async (training: Partial<TrainingDraft> = {}) => (await running().givenTraining(training)).slug

    /** Registers someone and returns their row. */
    async function register(slug: string, person: ReturnType<typeof someone>) {
      const { body } = await running().signUp(slug, { people: [person] })
      return running().row('registration', { reference: body.reference })
    }

    /** The mails that are due, a second later. */
    async function sent() {
      running().clock.later({ seconds: 1 })
      return (await running().deliver()).map(({ to, text, calendar }) => ({ to, text, ...calendar }))
    }
    const one = async (to: string) => {
      const found = (await sent()).filter((mail) => mail.to === to)
      assert.equal(found.length, 1)
      return found[0]!
    }

    test('is removed when a registration is canceled, and comes back with the next one', async () => {
      const slug = await given()
      const person = someone()
      const ada = await register(slug, person)
      const first = await one(person.email)
      await cancel(running().context, ada.id)
      const gone = await one(person.email)
      assert.equal(gone.method, 'CANCEL')
      assert.match(gone.text, /Open the attached file to remove the training from your calendar/)
      assert.equal(value(gone.file!, 'METHOD'), 'CANCEL')
      assert.equal(value(gone.file!, 'STATUS'), 'CANCELLED')
      assert.match(gone.file!, /^ORGANIZER.*:mailto:signup@example\.org\r$/im)
      await register(slug, person)
      const again = await one(person.email)
      assert.deepEqual([first.method, again.method], ['PUBLISH', 'PUBLISH'])
      assert.deepEqual([value(gone.file!, 'UID'), value(again.file!, 'UID')], Array(2).fill(value(first.file!, 'UID')))
      const [before, removed, now] = [first, gone, again].map(({ file }) => Number(value(file!, 'SEQUENCE')))
      assert.ok(before! < removed! && removed! < now!)
    })

    test('stays while someone else at the same address still comes', async () => {
      const slug = await given()
      const person = someone()
      const other = someone({ email: person.email, givenName: 'Luis' })
      const ada = await register(slug, person)
      const luis = await register(slug, other)
      await sent()
      await cancel(running().context, ada.id)
      const kept = await one(person.email)
      assert.equal(kept.file, undefined)
      assert.doesNotMatch(kept.text, /attached file/)
      await cancel(running().context, luis.id)
      assert.equal((await one(person.email)).method, 'CANCEL')
    })

    test('stays when the person has registered again before they read about the first time', async () => {
      const slug = await given()
      const person = someone()
      const ada = await register(slug, person)
      await sent()
      await cancel(running().context, ada.id)
      await register(slug, person)
      const methods = (await sent()).filter(({ to }) => to === person.email).map(({ method }) => method)
      assert.equal(methods.length, 2)
      assert.deepEqual(new Set(methods), new Set(['PUBLISH', undefined]))
    })

    test('is not spoken about to people who never had a seat', async () => {
      const slug = await given({ seats: { capacity: 1, waitlist: true } })
      await register(slug, someone())
      const person = someone()
      const waiting = await register(slug, person)
      await sent()
      await cancel(running().context, waiting.id)
      const mail = await one(person.email)
      assert.equal(mail.file, undefined)
      assert.doesNotMatch(mail.text, /calendar/)
    })

    test('is removed when a colleague has taken the seat', async () => {
      const slug = await given()
      const person = someone()
      const ada = await register(slug, person)
      const link = await linkOf(ada.id)
      const colleague = { givenName: 'Luis', familyName: 'Ortega', email: 'luis.ortega@example.org' }
      await post(`${link}/pass`, colleague)
      const { id } = await running().row('transfer', { registration_id: ada.id })
      await sent()
      await post(passLink(id), colleague)
      const mails = await sent()
      const methodTo = (address: string) => mails.find(({ to }) => to === address)?.method
      assert.deepEqual([methodTo(person.email), methodTo(colleague.email)], ['CANCEL', 'PUBLISH'])
    })

    test('is removed when an organizer declines someone whose seat was confirmed before', async () => {
      const audience = { access: 'approval', roles: ['police', 'fire'] } as const
      const slug = await given({ audience: { ...audience, roles: [...audience.roles] } })
      const declined = async (isApprovedFirst: boolean) => {
        const person = someone({ role: 'police', agency: 'Kansas City Police Department' })
        const ada = await register(slug, person)
        if (isApprovedFirst) {
          await approve(running().context, ada.id)
          const changes = { familyName: 'Ortega' }
          await editRegistration(running().context, ada.id, changes, { lenient: false, lang: 'en' })
        }
        await sent()
        await decline(running().context, ada.id)
        return (await one(person.email)).method
      }
      assert.equal(await declined(true), 'CANCEL')
      assert.equal(await declined(false), undefined)
    })

    test('is removed for a coordinator once no one of the group comes', async () => {
      const slug = await given()
      const coordinator = { name: 'Grace Lee', email: someone().email }
      const { body } = await running().signUp(slug, {
        people: [
          { givenName: 'Ada', familyName: 'Reyes' },
          { givenName: 'Luis', familyName: 'Ortega' },
        ],
        coordinator,
      })
      const { id: group_id } = await running().row('registration_group', { reference: body.reference })
      const members = await running().rows('registration', { group_id })
      await sent()
      await cancel(running().context, members[0]!.id)
      assert.equal((await one(coordinator.email)).method, undefined)
      await actOnGroup(running().context, body.reference, 'cancel')
      assert.equal((await one(coordinator.email)).method, 'CANCEL')
    })
  },
  { environment },
)
