// Writes every mail, in both languages, as HTML and as text into a folder to look at them:
// npx --yes pnpm@12.21.0 mails [FOLDER]
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { comingTrainings } from '../packages/server/src/demo/coming-trainings.ts'
import { importTrainings } from '../packages/server/src/organizers/api/trainings/import-trainings.ts'
import { readConfig } from '../packages/server/src/platform/config.ts'
import { openContext } from '../packages/server/src/start/serve.ts'
import { everyAccountMail } from '../packages/server/src/testing/mails/every-account-mail.ts'
import { everyMail } from '../packages/server/src/testing/mails/every-mail.ts'

const root = join(import.meta.dirname, '..')
const languages = ['en', 'es'] as const

/** Details that the example leaves out, so that the mails show them too. */
const details = {
  contact: { name: 'Jackson County training desk', email: 'trainings@example.org', phone: '816-555-0100' },
  doors: '07:30',
  bring: { en: 'Your agency ID', es: 'Su identificación de la agencia' },
  food: 'own',
  // Enough for everyone who gets an email.
  seats: { capacity: 500, waitlist: true },
}

async function main() {
  const folder = process.argv[2] ?? join(root, 'mails')
  const scratch = mkdtempSync(join(tmpdir(), 'training-signup-mails-'))
  try {
    await writeMails(folder, `sqlite:${scratch}/signup.db`)
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

async function writeMails(folder: string, databaseUrl: string) {
  const environment = { DATABASE_URL: databaseUrl, PUBLIC_URL: 'https://signup.example', LOG_LEVEL: 'warn' }
  const { context, close } = await openContext(readConfig(environment))
  mkdirSync(folder, { recursive: true })
  for (const lang of languages) {
    await importTrainings(context, exampleFile(context.now()), { replace: true })
    const about = await everyMail(context, 'first-responders', lang)
    for (const { name, mail } of [...about, ...everyAccountMail(context, lang)]) {
      const head = [`To: ${mail.to}`, `Reply-To: ${mail.replyTo ?? ''}`, `Subject: ${mail.subject}`]
      const attached = [
        ...(mail.unsubscribe ? [`List-Unsubscribe: <${mail.unsubscribe}>`] : []),
        ...(mail.calendar ? ['Attached: training.ics'] : []),
      ]
      writeFileSync(join(folder, `${name}.${lang}.txt`), [...head, ...attached, '', mail.text].join('\n'))
      writeFileSync(join(folder, `${name}.${lang}.html`), mail.html)
    }
  }
  await close()
  console.log(`Every mail is in ${folder}.`)
}

function exampleFile(now: Date) {
  const file = JSON.parse(readFileSync(join(root, 'examples/jackson-county/trainings.json'), 'utf8'))
  const trainings = file.trainings.map((training: object) => ({ ...training, ...details }))
  return comingTrainings({ ...file, trainings }, now.toISOString().slice(0, 10))
}

await main()
