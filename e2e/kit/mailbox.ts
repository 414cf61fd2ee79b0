import type { SmtpForTests } from '../../packages/server/src/testing/servers/smtp.ts'
import { until } from './until.ts'

type Mail = SmtpForTests['received'][number]['mail']

/** Waits for at least one matching mail to the recipient, and returns all in order of arrival. */
export async function mailsTo(
  { received }: SmtpForTests,
  recipient: string,
  fits: (mail: Mail) => boolean,
): Promise<[Mail, ...Mail[]]> {
  const found = () =>
    received.filter(({ recipients, mail }) => recipients.includes(recipient) && fits(mail)).map(({ mail }) => mail)
  await until(`a mail to ${recipient}`, async () => found().length > 0)
  return found() as [Mail, ...Mail[]]
}
