import type { Locator, Page } from 'playwright-core'
import type { SmtpForTests } from '../../packages/server/src/testing/servers/smtp.ts'
import { mailsTo } from './mailbox.ts'

/** Uses a page like a person, and counts what that takes. Enter counts as a click. */
export function handOn(page: Page, smtp: SmtpForTests) {
  const taken = { clicks: 0, fields: 0, pages: 0 }
  const load = () => {
    taken.pages += 1
  }
  page.on('domcontentloaded', load)
  const click = async (target: Locator, modifiers: 'Shift'[] = []) => {
    taken.clicks += 1
    await target.click({ modifiers })
  }
  const type = async (target: Locator, text: string) => {
    taken.fields += 1
    await target.fill(text)
  }
  const labeled = (name: string) => page.getByLabel(name, { exact: true }).first()
  return {
    page,
    click,
    type,
    link: (name: string | RegExp) => click(page.getByRole('link', { name, exact: true }).first()),
    button: (name: string | RegExp) => click(page.getByRole('button', { name, exact: true }).first()),
    field: (name: string, text: string) => type(labeled(name), text),
    async choose(name: string, value: string) {
      taken.fields += 1
      await labeled(name).selectOption(value)
    },
    async enter() {
      taken.clicks += 1
      await page.keyboard.press('Enter')
    },
    sees: (text: string | RegExp) => page.getByText(text).first().waitFor(),
    codeTo: (email: string) => codeTo(smtp, email),
    /** Returns what was counted, and counts no longer. */
    stop() {
      page.off('domcontentloaded', load)
      return taken
    },
  }
}

/** Returns the code in the newest email to an address. */
async function codeTo(smtp: SmtpForTests, email: string): Promise<string> {
  const mails = await mailsTo(smtp, email, ({ subject = '' }) => /\d{4}/.test(subject))
  return (mails.at(-1)?.subject ?? '').replaceAll(/\D/g, '')
}

export type Hand = ReturnType<typeof handOn>
