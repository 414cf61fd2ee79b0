import assert from 'node:assert/strict'
import { test } from 'mocha'
import { inBulk, registeredIn } from '../../testing/contract/states.ts'
import { pageRules } from '../../testing/pages/page-access-rules.ts'
import { addOwner, sessionBrowser } from '../../testing/pages/session-browser.ts'
import { shownForms } from '../../testing/pages/shown-forms.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

onBothDatabases('what a page says was done', (given) => {
  const signIn = async () => {
    const browser = sessionBrowser(given)
    await browser.signIn((await addOwner(given())).email)
    return browser
  }
  const press = async (browser: ReturnType<typeof sessionBrowser>, page: string, path = page) => {
    const form = shownForms(await (await browser.open(page)).text(), page).find(({ paths }) => paths.includes(path))
    return (await browser.send(path, form?.sent() ?? [])).headers.get('location') ?? ''
  }

  test('is said once, on the page to which doing it has led', async () => {
    const browser = await signIn()
    const { slug } = await given().givenTraining()
    const page = `/admin/trainings/${slug}/edit`
    const to = await press(browser, `/admin/trainings/${slug}/call-off`)
    assert.equal(to, `${page}?done=call-off&count=0`)
    assert.match(await (await browser.open(to)).text(), /The training is called off/)
    const again = await browser.open(to)
    assert.deepEqual([again.status, again.headers.get('location')], [303, page])
    assert.doesNotMatch(await (await browser.open(page)).text(), /The training is called off/)
  })

  test('is not said by an address that someone wrote or changed', async () => {
    const browser = await signIn()
    const { slug } = await given().givenTraining()
    const page = `/admin/trainings/${slug}/edit`
    const to = await press(browser, `/admin/trainings/${slug}/call-off`)
    const forged = await browser.open(to.replace('count=0', 'count=99'))
    assert.deepEqual([forged.status, forged.headers.get('location')], [303, page])
    const other = await signIn()
    assert.equal((await other.open(to)).status, 303)
  })

  test('is not said by the address of any page', async () => {
    const browser = await signIn()
    const open = Object.keys(pageRules).flatMap((rule) => (/^GET [^:]*$/.test(rule) ? rule.slice('GET '.length) : []))
    assert.ok(open.length > 15)
    for (const path of open)
      for (const notice of [
        'done=saved&count=9',
        'failed=gone',
        'undone=1',
        'deleted=7',
        'done=merged&edit=x&people=3',
      ]) {
        const clean = `/admin${path === '/' ? '' : path}`
        const { status, headers } = await browser.open(`${clean}?lang=es&${notice}`)
        assert.deepEqual([status, headers.get('location')], [303, `${clean}?lang=es`], notice)
      }
  })

  test('is said once of people who were deleted', async () => {
    const browser = await signIn()
    const { slug, id } = await registeredIn({})(given())
    const to = await press(browser, `/admin/registrations/${id}/erase`)
    assert.equal(to, `/admin/trainings/${slug}?deleted=1`)
    assert.match(await (await browser.open(to)).text(), /1 registration is deleted/)
    const again = await browser.open(to)
    assert.deepEqual([again.status, again.headers.get('location')], [303, `/admin/trainings/${slug}`])
  })

  test('is said to the second who undoes a decision, and leads back to the list', async () => {
    const [one, other] = [await signIn(), await signIn()]
    const { slug, id } = await inBulk(given())
    const [page, path] = [`/admin/trainings/${slug}`, `/admin/bulk-actions/${id}/undo`]
    const shown = await (await other.open(page)).text()
    assert.ok((await press(one, page, path))?.startsWith(`${page}?undone=1&`))
    const sent = shownForms(shown, page).find(({ paths }) => paths.includes(path))
    const late = await other.send(path, sent?.sent() ?? [])
    assert.equal(late.status, 404)
    const text = await late.text()
    assert.match(text, /Someone has undone it already\. Nothing was changed\./)
    assert.ok(text.includes(`href="${page}"`))
  })
})
