import assert from 'node:assert/strict'
import { limits, type TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { askAs } from '../../testing/keys.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const audience = { access: 'approval', supervisor: 'required', domains: ['kcpd.example'], roles: ['police'] }
const fields = { agency: 'optional', withoutName: 'optional' } as const
const sam = { givenName: 'Sam', familyName: 'Cruz', role: 'police', agency: 'Kansas City Police Department' }

let supervisors = 0
/** A supervisor who has had no mail yet: an address gets few mails an hour. */
const someSupervisor = () => `sergeant${(supervisors += 1)}@kcpd.example`

onBothDatabases(
  'what a supervisor reads and says',
  (running) => {
    const { get, post, linkOf, signedUp } = createVisitor(running)
    const given = async (more: Partial<TrainingDraft> = {}) =>
      (await running().givenTraining({ audience, fields, ...more } as TrainingDraft)).slug
    async function sent() {
      await deliverMails(running().context)
      return running().mails.splice(0)
    }
    async function asking(answers: object, { slug = '', lang = 'en' }: { slug?: string; lang?: 'en' | 'es' } = {}) {
      const training = slug || (await given())
      const supervisorEmail = someSupervisor()
      const people = await signedUp(training, [{ ...someone(), ...answers, supervisorEmail }], { lang })
      const { text = '' } = (await sent()).find(({ to }) => to === supervisorEmail) ?? {}
      const link = /https:\/\/signup\.example(\/r\/confirm\/\S+)/.exec(text)?.[1] ?? assert.fail(text)
      return { id: people.at(-1)!.id, slug: training, link, text: text.replaceAll(/[\u2068\u2069]/g, '') }
    }
    const detail = async (id: string) => (await running().admin('GET', `/registrations/${id}`)).body

    test('is who asks, with role and agency, and until when, in the email and on the page', async () => {
      const typed = { role: 'other', roleOther: 'Crime analyst' }
      for (const [lang, answers, who] of [
        ['en', sam, 'Sam Cruz (Police officer or deputy, Kansas City Police Department)'],
        ['es', sam, 'Sam Cruz (Policía o agente del sheriff, Kansas City Police Department)'],
        ['en', { ...sam, ...typed }, 'Sam Cruz (Crime analyst, Kansas City Police Department)'],
        ['en', { ...sam, agency: '' }, 'Sam Cruz (Police officer or deputy)'],
      ] as const) {
        const { link, text } = await asking(answers, { lang })
        const page = await get(link)
        for (const shown of [text, page.text.replaceAll(/<\/?span[^>]*>/g, '')]) {
          assert.ok(shown.includes(`${who} `), shown)
          assert.match(
            shown,
            lang === 'en' ? /Answer by \w+day, \w+ \d/ : /Responda a más tardar el \S+ \d+ de \S+ de \d{4}, \d/,
          )
        }
      }
    })

    test('is the name alone where the person keeps it off paper', async () => {
      const { link, text } = await asking({ ...sam, withoutName: true })
      for (const shown of [text, (await get(link)).text]) {
        assert.match(shown, /Sam Cruz asked/)
        assert.doesNotMatch(shown, /Kansas City Police|Police officer/)
      }
    })

    test('leaves out of the email what a stranger could have written there', async () => {
      const { link, text } = await asking({
        ...sam,
        role: 'other',
        roleOther: 'see evil.example',
        agency: 'Call 816 5550',
      })
      assert.match(text, /Sam Cruz asked/)
      // The letters of a secret link can be any.
      assert.doesNotMatch(text.replaceAll(/https:\S+/g, ''), /evil|816/)
      assert.match((await get(link)).text, /Sam Cruz \(see evil\.example, Call 816 5550\)/)
    })

    test('tells nothing of what the person or an organizer corrected since', async () => {
      const { id, link } = await asking(sam)
      await running().admin('PATCH', `/registrations/${id}`, { person: { agency: 'Lee’s Summit PD', role: 'other' } })
      assert.match((await get(link)).text, /Police officer or deputy, Kansas City Police Department/)
    })

    test('is the same for someone who was registered before', async () => {
      const seen = []
      for (const isKnown of [true, false]) {
        const slug = await given()
        const person = { ...someone(), ...sam }
        if (isKnown) await asking({ ...person, agency: 'Another Agency', role: 'other', roleOther: 'Chef' }, { slug })
        const { link, text } = await asking(person, { slug })
        const page = await get(link)
        const token = link.split('/').at(-1) ?? ''
        seen.push([text, page.text].map((one) => one.replaceAll(token, '…').replaceAll(slug, '…')))
      }
      assert.deepEqual(seen[0], seen[1])
      assert.match(seen[0]?.join('') ?? '', /Kansas City Police Department/)
    })

    test('is why not, which organizers who see sensitive answers read, and no one else', async () => {
      const { id, slug, link } = await asking(sam)
      const reason = 'We’re short that day.\nAsk again <in> June'
      assert.equal((await post(`${link}/no`, { reason: ` ${reason} ` })).status, 303)
      assert.equal((await detail(id)).supervisor.reason, reason)
      const page = async (headers: Record<string, string>) =>
        (await running().app.request(`/admin/registrations/${id}`, { headers })).text()
      const owner = { Authorization: `Bearer ${adminToken}` }
      assert.match(
        await page(owner),
        /can’t come.*<br><span class="lines">“We’re short that day\.\nAsk again &lt;in&gt; June”/,
      )
      assert.doesNotMatch(await page(await askAs(running(), { role: 'door' })), /short that day/)
      const csv = async (query: string) =>
        (
          await running().app.request(`/api/v1/admin/registrations.csv?training=${slug}&${query}`, { headers: owner })
        ).text()
      assert.match(await csv('columns=all&sensitive=1'), /supervisor’s reason[\s\S]*short that day/)
      assert.doesNotMatch(await csv('columns=all'), /short that day/)
      const mails = await sent()
      assert.ok(mails.some(({ subject }) => /declined/i.test(subject)))
      for (const shown of [...mails.map(({ text, html }) => `${text} ${html}`), (await get(await linkOf(id))).text])
        assert.doesNotMatch(shown, /short that day/)
      // The first answer counts, with its reason.
      await post(`${link}/no`, { reason: 'Another one' })
      assert.equal((await detail(id)).supervisor.reason, reason)
    })

    test('is refused if it is too long or cannot be stored, and nothing typed is lost', async () => {
      const { id, link } = await asking(sam)
      const long = `Not now. ${'x'.repeat(limits.reason)}`
      const page = await post(`${link}/no`, { reason: long })
      assert.equal(page.status, 422)
      assert.match(page.text, /<title>[^<]*Error/)
      assert.match(page.text, /Reason, if you decline: use 500 characters or fewer/)
      assert.ok(page.text.includes(long))
      assert.equal((await post(`${link}/no`, { reason: 'a\u0000b' })).status, 422)
      const spanish = await post(`${link}/no?lang=es`, { reason: long })
      assert.match(spanish.text, /Motivo, si rechaza/)
      assert.equal((await detail(id)).supervisor.answer, null)
      await post(`${link}/yes`, { reason: 'ignored' })
      const { supervisor, status } = await detail(id)
      assert.deepEqual([supervisor.answer, supervisor.reason, status], ['yes', null, 'confirmed'])
      assert.match((await post(`${link}/no`, { reason: long })).text, /already answered/)
    })
  },
  mailing,
)
