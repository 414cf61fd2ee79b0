import assert from 'node:assert/strict'
import { strToU8, zipSync } from 'fflate'
import { test } from 'mocha'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

type Fields = [string, string][]

onBothDatabases(
  'the pages that add people from a list',
  (given) => {
    const signIn = async () => {
      const owner = await addOwner(given())
      const browser = sessionBrowser(given)
      await browser.signIn(owner.email)
      const open = async (path: string) => (await browser.open(path)).text()
      /** Fills in a form of a page, and returns where it leads and what it answers. */
      const send = async (page: string, path: string, typed: Record<string, string> = {}) => {
        const form = shownForms(await open(page), page).find(({ paths }) => paths.includes(path))
        const sent: Fields = [...(form?.sent() ?? []).filter(([name]) => !(name in typed)), ...Object.entries(typed)]
        const answer = await browser.send(path, sent)
        return { sent, status: answer.status, to: answer.headers.get('location') ?? '', text: await answer.text() }
      }
      const paste = async (slug: string, text: string) => {
        const { to } = await send(`/admin/trainings/${slug}/import`, `/admin/trainings/${slug}/import/preview`, {
          text,
        })
        assert.match(to, /\/import\/preview\?draft=[\w-]{32}$/)
        return to
      }
      return { owner, browser, open, send, paste }
    }
    const names = async (slug: string) => (await given().people(slug)).map(({ givenName }) => givenName)
    const list = 'Name,Email\nAda Reyes,ada@kcpd.example\nBob Lee,'

    test('show what a list would do, and do it with the last press, once', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
      const { open, send, paste, browser } = await signIn()
      const to = await paste(slug, list)
      const page = await open(to)
      for (const said of [
        /1 person gets a seat\s· 1 joins the waiting list/,
        /1 email is sent/,
        /1 person has no email address/,
        /Email \(column B\)/,
        /ada@kcpd\.example/,
        /Add 2 people and send 1 email/,
        /You have a seat|You’re registered|Your seat/,
      ])
        assert.match(page, said)
      assert.deepEqual(await names(slug), [])
      const add = `/admin/trainings/${slug}/import`
      const pressed = await send(to, add)
      assert.equal(pressed.to, `/admin/trainings/${slug}?added=2&waiting=1`)
      assert.match(await open(pressed.to), /2 people were added\. 1 of them is on the waiting list/)
      assert.deepEqual(await names(slug), ['Ada', 'Bob'])
      // The same press again leads to the same place; going back shows that there is no one left to add.
      const again = await browser.ask(add, { method: 'POST', body: new URLSearchParams(pressed.sent) })
      assert.equal(again.headers.get('location'), pressed.to)
      const back = await open(to)
      assert.match(back, /No one on this list can be added/)
      assert.match(back, /1 person is registered already/)
      assert.deepEqual(await names(slug), ['Ada', 'Bob'])
    })

    test('take a file, and let what is wrong be mended in the page', async () => {
      const { slug } = await given().givenTraining({
        audience: { roles: ['police', 'fire'] },
        fields: { agency: 'optional' },
      })
      const { open, send, browser } = await signIn()
      const rows = [
        ['Team', 'Job', 'Who', 'Where'],
        ['A', 'Chaplain', 'Ada Reyes', 'ada@kcpd.example'],
        ['B', 'Chaplain', 'Bob Lee', 'bob@kcpd'],
      ]
      const cells = rows.map(
        (row) => `<row>${row.map((one) => `<c t="inlineStr"><is><t>${one}</t></is></c>`).join('')}</row>`,
      )
      const file = zipSync({
        'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="x" r:id="r1"/></sheets></workbook>'),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
        ),
        'xl/worksheets/s.xml': strToU8(`<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`),
      })
      const path = `/admin/trainings/${slug}/import/preview`
      const body = new FormData()
      body.append('file', new File([file], 'list.xlsx'))
      const uploaded = await browser.ask(path, { method: 'POST', body })
      const first = uploaded.headers.get('location') ?? ''
      const guessed = await open(first)
      assert.match(guessed, /Choose which column holds the names/)
      assert.match(guessed, /<option value="email" selected>/)
      assert.match(guessed, /<option value="role">Role</)
      const columns = {
        'column.0': 'skip',
        'column.1': 'role',
        'column.2': 'name',
        'column.3': 'email',
        headings: 'on',
      }
      const second = (await send(first, path, columns)).to
      const page = await open(second)
      assert.match(page, /Row 2 and 1 more/)
      assert.match(page, /Check the part after the @/)
      assert.equal(page.match(/It says “Chaplain”/g)?.length, 1)
      const third = (await send(second, path, { 'fix.2.role': 'police', 'fix.3.email': 'bob@kcpd.example' })).to
      assert.match(await open(third), /2 people get a seat/)
      // Back shows the list as it was before.
      assert.match(await open(second), /2 rows have something to fix/)
      await send(third, `/admin/trainings/${slug}/import`)
      assert.deepEqual(
        (await given().people(slug)).map(({ role, email }) => [role, email]),
        [
          ['police', 'ada@kcpd.example'],
          ['police', 'bob@kcpd.example'],
        ],
      )
    })

    test('ask again if someone took a seat in between', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
      const { open, send, paste } = await signIn()
      const to = await paste(slug, 'Name\nCy Ng')
      const form = await open(to)
      assert.match(form, /1 person gets a seat/)
      const add = `/admin/trainings/${slug}/import`
      const sent =
        shownForms(form, to)
          .find(({ paths }) => paths.includes(add))
          ?.sent() ?? []
      await given().signUp(slug, { people: [someone()] })
      const tag = sent.find(([name]) => name === 'tag')?.[1] ?? ''
      const asked = await send(to, add, { tag })
      assert.equal(asked.status, 409)
      assert.match(asked.text, /Something changed in the meantime/)
      assert.match(asked.text, /1 joins the waiting list/)
      assert.equal((await names(slug)).length, 1)
    })

    test('keep a list sealed, for one account, and for a day', async () => {
      const { slug } = await given().givenTraining()
      const [mine, other] = [await signIn(), await signIn()]
      const to = await mine.paste(slug, list)
      const kept = JSON.stringify(await given().rows('kept_form'))
      for (const value of ['Reyes', 'kcpd']) assert.ok(!kept.includes(value))
      const gone = `/admin/trainings/${slug}/import?gone=1`
      assert.equal((await other.browser.open(to)).headers.get('location'), gone)
      const { slug: elsewhere } = await given().givenTraining()
      assert.equal(
        (await mine.browser.open(to.replace(slug, elsewhere))).headers.get('location'),
        gone.replace(slug, elsewhere),
      )
      assert.match(await mine.open(gone), /This list isn’t kept any more/)
    })

    test('say what is wrong with a list, in Spanish too, and keep what was pasted', async () => {
      const { slug } = await given().givenTraining()
      const { send } = await signIn()
      const page = `/admin/trainings/${slug}/import`
      const empty = await send(`${page}?lang=es`, `${page}/preview`, { text: '' })
      assert.deepEqual([empty.status, /Elija un archivo o pegue una lista/.test(empty.text)], [422, true])
      const wide = `Ada${','.repeat(50)}x`
      const refused = await send(page, `${page}/preview`, { text: wide })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Row 1: This list has more than 50 columns/)
      assert.ok(refused.text.includes(wide))
    })
  },
  mailing,
)
