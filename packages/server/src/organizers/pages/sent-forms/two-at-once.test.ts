import assert from 'node:assert/strict'
import { test } from 'mocha'
import { contractServer } from '../../../testing/contract/states.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { pageRules } from '../../../testing/pages/page-access-rules.ts'
import { otherForms, savingForms } from '../../../testing/pages/saving-forms.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

type Values = Record<string, string | string[]>

onBothDatabases(
  'two people with the same form',
  (given) => {
    const pages = () => organizerPages(given())
    const formIn = (text: string, action: string) =>
      controlsIn(
        formsIn(text).find((form) =>
          form.slice(0, form.indexOf('>')).match(new RegExp(`action="/admin${action}([#?][^"]*)?"`)),
        ) ??
          formsIn(text).find((form) => !form.slice(0, form.indexOf('>')).includes('action=')) ??
          assert.fail(`no form for ${action}`),
      )
    const fieldsOf = (controls: URLSearchParams): Values =>
      Object.fromEntries([...new Set(controls.keys())].map((name) => [name, controls.getAll(name)]))

    test('is a form that saves, or is known to write nothing back', () => {
      const known = [...Object.keys(savingForms), ...Object.values(otherForms).flat()]
      const posted = Object.keys(pageRules).filter((name) => name.startsWith('POST '))
      assert.deepEqual(known.toSorted(), posted.toSorted())
    })

    for (const [name, { open, one, other, theirs: theirOwn, button = {}, isLookedAt = false }] of Object.entries(
      savingForms,
    )) {
      const start = async () => {
        const { page, action } = await open(given())
        const read = async () => fieldsOf(formIn(await pages().open(page), action))
        const send = (fields: Values, changes: Values = {}) =>
          pages().post(action, { ...fields, ...changes, ...button })
        return { read, send, action }
      }
      /** What is stored of the changed fields, by the form when it is opened again. */
      const shownOf = (fields: Values, names: Values) => Object.keys(names).map((field) => fields[field]?.toString())

      test(`both changes stay where they are to different fields: ${name}`, async () => {
        const { read, send, action } = await start()
        const [mine, theirs] = [await read(), await read()]
        assert.equal((await send(theirs, other)).status, 303)
        const changed = await read()
        const saved = await send(mine, one)
        if (isLookedAt) {
          assert.equal(saved.status, 409)
          assert.equal((await send(fieldsOf(formIn(saved.text, action)))).status, 303)
        } else assert.equal(saved.status, 303, saved.text)
        const stored = await read()
        assert.deepEqual(shownOf(stored, one), Object.values(one).map(String))
        assert.deepEqual(shownOf(stored, other), shownOf(changed, other))
      })

      for (const choice of ['mine', 'theirs'])
        test(`what both changed is shown, and nothing is overwritten unseen: ${name}, ${choice}`, async () => {
          const { read, send, action } = await start()
          const mine = await read()
          const [[field, value]] = Object.entries(one) as [[string, string]]
          const theirValue = theirOwn ?? (field === 'url' ? `${value}/theirs` : `${value} II`)
          assert.equal((await send(await read(), { [field]: theirValue })).status, 303)
          const asked = await send(mine, one)
          assert.equal(asked.status, 409)
          for (const shown of [value, theirValue])
            assert.ok(new RegExp(`<b>${shown}( / [^<]*)?</b>`).test(asked.text), `${shown} is not shown`)
          const blind = await send(fieldsOf(formIn(asked.text, action)))
          assert.equal(blind.status, 409, 'a second press without a choice changes nothing')
          assert.deepEqual((await read())[field], [theirValue])
          const again = fieldsOf(formIn(blind.text, action))
          assert.deepEqual(again[field], [value], 'what was typed is kept')
          const chosen = Object.fromEntries([again['_both'] ?? []].flat().map((both) => [`_choice.${both}`, choice]))
          assert.equal((await send(again, chosen)).status, 303)
          assert.deepEqual((await read())[field], [choice === 'mine' ? value : theirValue])
        })
    }
  },
  contractServer,
)
