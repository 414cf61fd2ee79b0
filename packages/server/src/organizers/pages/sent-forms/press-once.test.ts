import assert from 'node:assert/strict'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { until } from '../../../testing/servers/until.ts'
import { mailing } from '../../../testing/verify.ts'

type Fields = [string, string][]

onBothDatabases(
  'a form of the organizers’ pages',
  (given) => {
    const signIn = async () => {
      const owner = await addOwner(given())
      const browser = sessionBrowser(given)
      await browser.signIn(owner.email)
      // Some forms ask first who is there.
      const confirmed_at = given().clock.now.toISOString()
      await given().context.db.transaction((tx) => tx.updateTable('auth_session').set({ confirmed_at }).execute())
      return { owner, browser }
    }
    /** Opens a page, and types into the form of it that sends to this path. */
    const fillIn = async (
      browser: ReturnType<typeof sessionBrowser>,
      page: string,
      typed: Record<string, string>,
      path = page,
    ): Promise<Fields> => {
      const form = shownForms(await (await browser.open(page)).text(), page).find(({ paths }) => paths.includes(path))
      return [...(form?.sent() ?? []).filter(([name]) => !(name in typed)), ...Object.entries(typed)]
    }
    const count = async (table: 'registration' | 'training' | 'message' | 'webhook' | 'auth_user') =>
      (await given().context.db.reader.selectFrom(table).select('id').execute()).length

    /** The code in the last of so many emails, which are sent in the background. */
    const lastCode = async (email: string, sent: number) => {
      const codes = () => given().mails.filter(({ to }) => to === email)
      await until(() => codes().length === sent)
      return /\b\d{8}\b/.exec(codes().at(-1)?.subject ?? '')?.[0] ?? assert.fail('no code')
    }

    /** What makes something new when it is pressed. */
    const creating: [string, Parameters<typeof count>[0], (slug: string) => [string, Record<string, string>]][] = [
      [
        'a person',
        'registration',
        (slug) => [`/admin/trainings/${slug}/add`, { givenName: 'Ada', familyName: 'Reyes' }],
      ],
      [
        'a training',
        'training',
        () => [
          '/admin/trainings/new',
          {
            'title.en': 'Twice',
            'dates.0.start': '2027-05-01T09:00',
            'venue.name': 'Hall',
            unlimited: 'on',
            do: 'save',
          },
        ],
      ],
      [
        'a message',
        'message',
        () => ['/admin/messages/new', { 'subject.en': 'Hello', 'text.en': 'Come early.', do: 'save' }],
      ],
      ['a webhook', 'webhook', () => ['/admin/webhooks', { url: 'https://receiver.example.org/hook' }]],
      ['an account', 'auth_user', () => ['/admin/accounts/new', { email: 'twice@example.org', name: 'Dana' }]],
    ]
    for (const [what, table, typedFor] of creating)
      test(`pressed twice at the same time makes ${what} once, and leads to it both times`, async () => {
        const { browser } = await signIn()
        const { slug } = await given().givenTraining()
        const [page, typed] = typedFor(slug)
        const fields = await fillIn(browser, page, typed)
        const before = await count(table)
        const answers = await Promise.all([browser.send(page, fields), browser.send(page, fields)])
        answers.push(await browser.send(page, fields))
        const [first, ...others] = answers.map(({ status, headers }) => [status, headers.get('location')])
        assert.equal(first?.[0], 303, await answers[0]?.text())
        for (const other of others) assert.deepEqual(other, first)
        assert.equal(await count(table), before + 1)
      })

    test('makes another one when something else is typed, and when the page is opened anew', async () => {
      const { browser } = await signIn()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/add`
      const [ada, before] = [{ givenName: 'Ada', familyName: 'Reyes' }, await count('registration')]
      const fields = await fillIn(browser, page, ada)
      await browser.send(page, fields)
      await browser.send(page, [...fields.filter(([name]) => name !== 'givenName'), ['givenName', 'Bo']])
      await browser.send(page, await fillIn(browser, page, ada))
      assert.equal(await count('registration'), before + 3)
    })

    test('can be pressed again when it was refused', async () => {
      const { browser } = await signIn()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/add`
      const fields = await fillIn(browser, page, { givenName: '' })
      for (let press = 0; press < 2; press++) assert.equal((await browser.send(page, fields)).status, 422)
    })

    test('is not sent for someone else who has signed in since, and goes back to its own', async () => {
      const { browser, owner } = await signIn()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/add`
      const fields = await fillIn(browser, page, { givenName: 'Ada', familyName: 'Reyes' })
      const before = await count('registration')
      const other = await addOwner(given())
      await browser.signIn(other.email)
      const asked = await browser.send(page, fields)
      const text = await asked.text()
      assert.equal(asked.status, 401)
      assert.match(text, /Someone else has signed in here/)
      const carried = /name="carried" value="([^"]*)"/.exec(text)?.[1] ?? ''
      const left = await browser.send('/admin/sign-in/resume', [['carried', carried]])
      assert.deepEqual([left.status, left.headers.get('location')], [303, '/admin'])
      await browser.signIn(owner.email)
      const { headers } = await browser.send('/admin/sign-in/resume', [['carried', carried]])
      const back = headers.get('location') ?? ''
      assert.match(back, /\/add\?kept=/)
      assert.match(await (await browser.open(back)).text(), /name="givenName"[^>]* value="Ada"/)
      // The address is of no use to anyone else.
      await browser.signIn(other.email)
      assert.doesNotMatch(await (await browser.open(back)).text(), /value="Ada"/)
      assert.equal(await count('registration'), before)
    })

    test('is carried through a code, whose first try is wrong, and nothing of it is stored or logged before', async () => {
      const { browser, owner } = await signIn()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/add`
      const fields = await fillIn(browser, page, { givenName: 'Zenobia', familyName: 'Quillfeather' })
      browser.endSession()
      const hiddenIn = (text: string) => /name="carried" value="([^"]*)"/.exec(text)?.[1] ?? ''
      const carry = async (path: string, more: Fields, from: string) => {
        const response = await browser.send(path, [...more, ['carried', hiddenIn(from)]])
        return { response, text: await response.text() }
      }
      const asked = await (await browser.send(page, fields)).text()
      const wrongAddress = await carry('/admin/sign-in', [['email', 'no']], asked)
      assert.equal(wrongAddress.response.status, 422)
      const code = await carry('/admin/sign-in', [['email', owner.email]], wrongAddress.text)
      // Or the code that is asked for later could be made before it.
      await lastCode(owner.email, 1)
      const wrong = await carry(
        '/admin/sign-in/code',
        [
          ['email', owner.email],
          ['code', '1'],
        ],
        code.text,
      )
      assert.equal(wrong.response.status, 422)
      const other = await carry(
        '/admin/sign-in',
        [
          ['email', owner.email],
          ['other', '1'],
        ],
        wrong.text,
      )
      assert.match(other.text, /name="email" value="" type="email"/)
      const keptForms = () => given().context.db.reader.selectFrom('kept_form').selectAll().execute()
      const before = (await keptForms()).length
      const again = await carry('/admin/sign-in', [['email', owner.email]], other.text)
      const right: Fields = [
        ['email', owner.email],
        ['code', await lastCode(owner.email, 2)],
      ]
      const signedIn = await carry('/admin/sign-in/code', right, again.text)
      assert.deepEqual(
        [signedIn.response.status, signedIn.response.headers.get('location')],
        [307, '/admin/sign-in/resume'],
      )
      const resumed = await carry('/admin/sign-in/resume', right, again.text)
      const back = await browser.open(resumed.response.headers.get('location') ?? '')
      assert.match(await back.text(), /value="Quillfeather"/)
      const rows = await keptForms()
      assert.equal(rows.length, before + 1)
      assert.doesNotMatch(JSON.stringify(rows), /Quillfeather|Zenobia/)
      assert.ok(!given().logged.join('').includes('Quillfeather'))
    })
  },
  mailing,
)
