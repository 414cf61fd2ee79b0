import { after, before, describe, test } from 'node:test'
import { engines, missing, openOnce } from '../kit/engine.ts'
import { addOrganizer } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

/** A link that a command prints, which signs in once. */

for (const engine of engines)
  describe(`back, forward, and loading again in ${engine.name}`, { concurrency: false, skip: missing(engine) }, () => {
    let signup: Signup
    const page = openOnce(engine)
    before(async () => {
      signup = await startSignup()
    })
    after(() => signup?.stop())

    /** A page that is just being left does not answer. The next question finds the one that came. */
    const ask = <Value, Args extends unknown[]>(look: (...args: Args) => Value, ...args: Args) =>
      page()
        .read(look, ...args)
        .catch(() => undefined)
    // A page that is still loading may lose what it is asked for.
    const isAnswer = (text: string) =>
      document.readyState === 'complete' &&
      location.search.includes('answered=') &&
      (document.body.textContent?.includes(text) ?? false)
    const isAt = (path: string) =>
      document.readyState === 'complete' && location.pathname === path && !location.search.includes('answered=')
    const seesAnswer = (when: string, text: string) => until(`the answer ${when}`, () => ask(isAnswer, text))
    const sees = (path: string) => until(path, () => ask(isAt, path))
    const hasButton = (text: string) =>
      [...document.querySelectorAll('button')].some((one) => one.textContent?.trim() === text)
    const press = async (button: string) => {
      await until(`the button ${button}`, () => ask(hasButton, button))
      await page().read((text) => {
        const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === text)
        if (found?.form) found.form.noValidate = true
        // The answer goes out before the page is left.
        setTimeout(() => found?.click())
      }, button)
    }

    /** Leaves the page that answers a form, comes back to it, and loads it again. */
    const leaveAndReturn = async (form: string, elsewhere: string, text: string) => {
      await seesAnswer('to the form', text)
      await page().open(`${signup.api}${elsewhere}`)
      await page().goBack()
      await seesAnswer('after going back', text)
      await page().reload()
      await seesAnswer('after loading it again', text)
      await page().goBack()
      await sees(form)
      await page().goForward()
      await seesAnswer('after going forward', text)
    }

    const signIn = async () => {
      await page().open(await addOrganizer(signup, 'dana@example.org'))
      await press('Sign in')
      await sees('/admin')
    }
    const typeUrl = (url: string) =>
      page().read((text) => {
        const field = document.querySelector<HTMLInputElement>('input[name="url"]')
        if (field) field.value = text
      }, url)

    test('show the page that refused an organizer’s form', async () => {
      await signIn()
      await page().open(`${signup.api}/admin/webhooks`)
      await typeUrl('http://example.org/insecure')
      await press('Add a webhook')
      await leaveAndReturn('/admin/webhooks', '/admin/settings', 'https://')
    })

    test('show the page that asks to sign in again, and the form comes back after it', async () => {
      await signIn()
      await page().open(`${signup.api}/admin/webhooks`)
      await typeUrl('https://example.org/typed-before')
      await page().read(async () => {
        await fetch('/admin/sign-out', { method: 'POST' })
      })
      await press('Add a webhook')
      await seesAnswer('to the form', 'Your session has ended')
      await page().reload()
      await seesAnswer('after loading it again', 'Your session has ended')
      await page().open(`${signup.api}/`)
      await page().goBack()
      await seesAnswer('after going back', 'Your session has ended')
      const link = await addOrganizer(signup, 'dana@example.org')
      await page().read(async (token) => {
        await fetch('/admin/sign-in/link', { method: 'POST', body: new URLSearchParams({ token }) })
        // The answer goes out before the page is left.
        setTimeout(() => document.querySelector<HTMLFormElement>('form[data-resume]')?.submit())
      }, new URL(link).searchParams.get('token') ?? '')
      const typed = () => ask(() => document.querySelector<HTMLInputElement>('input[name="url"]')?.value)
      await until('the form', async () => (await typed()) === 'https://example.org/typed-before')
    })

    test('show the page that refused a visitor’s form', async () => {
      await page().open(`${signup.api}/t/citizens?lang=en`)
      await press('Register')
      await leaveAndReturn('/t/citizens', '/', 'Enter your first name')
    })
  })
