import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const slug = 'citizens'
const agency = 'Kansas City Police Department'

describe('a coordinator of an agency', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
    await signup.admin(`trainings/${slug}`, 'PATCH', { audience: { coordinators: true } })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  /** Signs someone in on a narrow phone, without scripts. */
  async function signIn(email: string, lang: 'en' | 'es'): Promise<Page> {
    const account = { email, name: 'Pat Lee', role: 'agency', agency, lang }
    const made = await signup.admin('accounts', 'POST', account)
    assert.equal(made.status, 201)
    const link = await addOrganizer(signup, email, 'Pat Lee')
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await page.setViewportSize({ width: 320, height: 800 })
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }

  test('is added on a form that asks for what the role needs, and for nothing else', async () => {
    const extraHTTPHeaders = { Authorization: `Bearer ${signup.token}` }
    const page = await (await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders })).newPage()
    await page.goto(`${signup.api}/admin/accounts/new?lang=en`)
    const shown = async () => {
      const fields = ['Agency', 'Partner', 'All trainings, also new ones']
      const seen = await Promise.all(fields.map((name) => page.getByLabel(name, { exact: true }).isVisible()))
      return fields.filter((_, index) => seen[index])
    }
    for (const [role, asked] of [
      ['Organizer', ['All trainings, also new ones']],
      ['Agency coordinator', ['Agency', 'All trainings, also new ones']],
      ['Partner viewer', ['Partner']],
      ['Owner', []],
      ['Door', ['All trainings, also new ones']],
    ] as const) {
      await page.locator('main').getByText(role, { exact: true }).click()
      assert.deepEqual(await shown(), asked, role)
    }
    await page.context().close()
  })

  const words = {
    en: {
      register: 'Register someone',
      enter: 'Register',
      instead: 'Send someone else',
      give: 'Give them the seat',
      up: 'Give up their seat',
      ended: 'The registration is canceled',
    },
    es: {
      register: 'Inscribir a alguien',
      enter: 'Inscribir',
      instead: 'Enviar a otra persona',
      give: 'Darle el cupo',
      up: 'Liberar su cupo',
      ended: 'La inscripción está cancelada',
    },
  } as const

  for (const lang of ['en', 'es'] as const)
    test(`registers, replaces, and gives up without scripts, on a narrow phone: ${lang}`, async () => {
      const said = words[lang]
      const page = await signIn(`pat.${lang}@kcpd.example`, lang)
      const fill = async (name: string) => {
        await page.locator('#field-givenName').fill(name)
        await page.locator('#field-familyName').fill('Kim')
        await page.locator('#field-email').fill(`${name.toLowerCase()}.${lang}@kcpd.example`)
      }
      const fits = async () => assert.equal(await page.locator('html').evaluate((html) => html.scrollWidth), 320)
      await page.goto(`${signup.api}/admin/trainings/${slug}`)
      await page.getByRole('link', { name: said.register }).first().click()
      await fits()
      await page.getByRole('button', { name: said.enter, exact: true }).click()
      await page.locator('#faults').waitFor()
      await fits()
      await fill('Rosa')
      await page.getByRole('button', { name: said.enter, exact: true }).click()
      await page.getByRole('link', { name: said.instead }).click()
      await fits()
      await fill('Luis')
      await page.getByRole('button', { name: said.give }).click()
      await page.getByRole('heading', { name: 'Luis Kim' }).waitFor()
      await page.getByRole('link', { name: said.up }).click()
      await fits()
      await page.getByRole('button', { name: said.up }).click()
      await page.getByText(said.ended).waitFor()
      await fits()
    })

  test('has pages without a fault', async () => {
    const page = await signIn('sam@kcpd.example', 'en')
    const scripted = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage()
    await scripted.goto(`${signup.api}/admin/trainings/${slug}`)
    assert.deepEqual(await faultsOf(scripted), [])
    await scripted.goto(`${signup.api}/admin/trainings/${slug}/register`)
    assert.deepEqual(await faultsOf(scripted), [])
  })
})
