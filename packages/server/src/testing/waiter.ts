import type { TrainingDraft } from '@training-signup/contract'
import { enqueueAlerts } from '../core/alerts/enqueue-alerts.ts'
import { alerts } from '../core/alerts/request-alert.ts'
import { deleteProofs } from '../core/proof/proofs.ts'
import { deliverMails } from '../delivery/deliver.ts'
import type { Mail } from '../platform/outgoing-mail.ts'
import { someone, type TestApp } from './servers/test-app.ts'
import { codeIn } from './verify.ts'
import { createVisitor } from './visitor.ts'

export const on = (day: string): Partial<TrainingDraft> => ({ start: `${day}T09:00`, end: `${day}T15:00` })
export const upcoming: Partial<TrainingDraft> = { opensAt: '2027-02-01T09:00' }
/** When trainings that are `upcoming` open. */
export const opening = new Date('2027-02-01T15:00:00Z')
export const full: Partial<TrainingDraft> = { seats: { capacity: 0, waitlist: false } }

/** The value of a hidden control. */
export const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** A visitor who asks to be told when they can register. */
export const createWaiter = (given: () => TestApp) => ({ ...asking(given), ...telling(given) })

function asking(given: () => TestApp) {
  const { get, post } = createVisitor(given)

  /**
   * Leaves an address. Returns the page that asks for its code, its email, and a way to send the
   * code.
   */
  async function ask(slug: string, email: string, lang = 'en', query = '') {
    const path = `/t/${slug}/notify?${query}lang=${lang}`
    const form = await get(path)
    const asked = await post(path, { email, _token: field(form.text, '_token') })
    const mail = (await given().deliver()).findLast(({ to }) => to === email)
    const type = (values: Record<string, string>) =>
      post(`/t/${slug}/notify/verify?${query}lang=${lang}`, {
        _secret: field(asked.text, '_secret'),
        _step: 'verify',
        ...values,
      })
    return { asking: asked, mail, code: codeIn(mail?.subject ?? ''), type }
  }

  return {
    ask,
    /** Leaves an address and proves it. */
    async wait(slug: string, email = someone().email, lang = 'en', query = '') {
      const { type, code, mail } = await ask(slug, email, lang, query)
      const done = await type({ _code: code })
      if (done.status !== 200) throw new Error(done.text)
      return { email, done: done.text, mail, type, code }
    },
  }
}

const telling = (given: () => TestApp) => ({
  /** Sends what is due, after the job that looks for it has run in two processes together. */
  async told(address?: string): Promise<Mail[]> {
    const { context, mails } = given()
    mails.length = 0
    await Promise.all([enqueueAlerts(context), enqueueAlerts(context)])
    await Promise.all([deliverMails(context), deliverMails(context)])
    return mails.filter(({ to, subject }) => (address === undefined || to === address) && !/\d{6}/.test(subject))
  },
  alerts: () => alerts(given().context.db.reader).execute(),
  /** What another test left behind is not this one's. */
  forgetAll: () =>
    given().context.db.transaction(async (tx) => {
      await deleteProofs(tx, tx.selectFrom('alert').select('id')).execute()
      await tx.deleteFrom('outbox').execute()
      await tx.deleteFrom('mail_hour').execute()
    }),
  change: (slug: string, patch: object): Promise<unknown> => given().admin('PATCH', `/trainings/${slug}`, patch),
  later: (minutes: number) => given().clock.later({ minutes }),
})
