import type { Config } from '../../platform/config.ts'
import { checkAddress } from './check-address.ts'
import { checkDatabase } from './check-database.ts'
import type { Diagnosis } from './diagnosis.ts'

/** Checks what a server with these settings needs, and changes nothing. */
export async function examine(config: Config, now: () => Date): Promise<Diagnosis[]> {
  const [address, database, mail] = await Promise.all([
    checkAddress(config, now),
    checkDatabase(config, now),
    checkMail(config),
  ])
  return [...checkSettings(config), ...database, ...address, mail]
}

function checkSettings({ unknownSettings, isUrlGuessed }: Config): Diagnosis[] {
  const about = 'settings'
  const missing = isUrlGuessed ? ['PUBLIC_URL is not set. Set it to the address that visitors use'] : []
  const found = [...unknownSettings, ...missing].map((text) => ({ about, state: 'warns', text }) as const)
  return found.length > 0 ? found : [{ about, state: 'fine', text: 'all can be read' }]
}

async function checkMail({ mail }: Config): Promise<Diagnosis> {
  const about = 'email'
  if (!mail) return { about, state: 'warns', text: 'SMTP_URL is not set: emails wait, and no page promises one' }
  const { greetMailServer } = await import('./ask-mail-server.ts')
  const fault = await greetMailServer(mail)
  if (fault !== undefined) return { about, state: 'fails', text: fault }
  if (mail.isExposed)
    return { about, state: 'warns', text: 'it works, but without TLS others can read the emails. See SMTP_TLS' }
  return { about, state: 'fine', text: 'the mail server lets us in. Send one with: mail test ADDRESS' }
}
