import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isEmailAddress } from '@training-signup/contract'
import type { App } from '../core/context.ts'
import { findHold, release } from '../core/outbox/hold.ts'
import { importTrainings } from '../organizers/api/trainings/import-trainings.ts'
import { type Config, readConfig, StartError } from '../platform/config.ts'
import { formatJournal } from '../platform/ops/erasure-journal.ts'
import { serverVersion } from '../platform/ops/server-version.ts'
import { runJobs } from './schedule.ts'
import { openContext, type RunningServer, startServer } from './serve.ts'

const usage = `Usage:
  serve                       start the server (never adds trainings), as without a command
  migrate [--check]           update the database schema, then exit; or say what is pending: ends with 0 if nothing
                              is, with 2 if older processes run on during it, and with 3 if they have to stop first
  jobs                        run everything that’s due (emails, offers, reminders, deletions), then exit
  import FILE [--replace]     add partners and trainings from a JSON file
  backup FILE                 copy a SQLite database with its secret, also while servers run
  restore FILE                put a backup in its place; emails and webhooks wait, and who was erased stays so
  copy sqlite:FILE [postgres://…]
                              copy a SQLite database that no server uses to an empty one of PostgreSQL
  release                     let the emails and webhooks leave that wait since then
  erasures                    print hashes of who was erased, to keep next to dumps of PostgreSQL
  restored [FILE]             after pg_restore: the same as restore, with the hashes in FILE
  audit [FILE…]               check that no entry of the audit log was changed or taken away, nor of archived ones
  audit export FILE --before DAY
                              move entries before a day in UTC, like 2027-01-01, to a file; the chain goes on
  organizer add EMAIL [--name NAME] [--role ROLE]
                              add an account (an owner unless you name a role), and print a link that signs in once
  organizer list              list the accounts
  organizer remove EMAIL      remove an account and end its sessions
  mail test ADDRESS           send one email, and say what the mail server answers
  doctor                      check settings, address, TLS, proxy, clock, disk, email, and database; changes nothing
  demo                        try it out: two trainings, a sponsor’s page, its emails
  version                     print the version of this program
  help                        show these commands`

interface Rest {
  /** What follows the command. */
  words: string[]
  replace: boolean
  check: boolean
  before?: string | undefined
  name?: string | undefined
  role?: string | undefined
}

type Command = (config: Config, rest: Rest) => Promise<void>

const commands: Record<string, Command> = {
  async serve(config) {
    stopOnSignal(await startServer(config))
  },
  async migrate(config, { check }) {
    if (check) {
      const { checkMigrations } = await import('./check-migrations.ts')
      const { text, code } = await checkMigrations(config)
      console.log(text)
      process.exitCode = code
      return
    }
    const { context, close } = await openContext(config)
    console.log(`The database is up to date (${context.db.version}).`)
    await close()
  },
  async jobs(config) {
    const { context, beginStopping, close } = await openContext(config)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, beginStopping)
    try {
      const failed = await runJobs(context)
      if (failed.length > 0) throw new StartError(`Some jobs failed: ${failed.join(', ')}. See the log.`)
    } finally {
      await close()
    }
  },
  async import(config, { words: [file], replace }) {
    if (file === undefined) throw new StartError('Name the file to import: import FILE')
    const { context, close } = await openContext(config)
    try {
      const { partners, trainings, past, warnings } = await importTrainings(context, readJson(file), { replace })
      console.log(
        `Imported. Partners: ${partners}. Trainings: ${trainings}${past > 0 ? `, ${past} of them already over` : ''}.`,
      )
      for (const warning of warnings) console.warn(`Warning: ${warning}`)
    } finally {
      await close()
    }
  },
  async backup(config, { words: [file] }) {
    const { backUp } = await import('./backup.ts')
    console.log(backUp(config, named(file, 'backup FILE')))
  },
  async restore(config, { words: [file] }) {
    const { restore } = await import('./restore.ts')
    for (const line of await restore(config, named(file, 'restore FILE'))) console.log(line)
  },
  async copy({ databaseUrl }, { words: [from = '', to = databaseUrl] }) {
    const { copy } = await import('./copy.ts')
    for (const line of await copy(from, to)) console.log(line)
  },
  async release(config) {
    await within(config, async ({ db, now }) => {
      if (!(await findHold(db.reader)))
        throw new StartError('Nothing waits: no backup was restored since the last release.')
      const { leaving, dropped } = await db.transaction((tx) => release(tx, now().toISOString()))
      console.log(
        `Released. Emails that leave now or when they are due: ${leaving}. Left before, and dropped: ${dropped}.`,
      )
    })
  },
  async erasures(config) {
    await within(config, async ({ db }) => {
      const rows = await db.reader.selectFrom('erased').selectAll().execute()
      process.stdout.write(formatJournal(new Map(rows.map(({ hash, at }) => [hash, at]))))
    })
  },
  async restored(config, { words: [file = ''] }) {
    if (file !== '' && !existsSync(file)) throw new StartError(`Can’t read the file ${file}.`)
    const { markRestored } = await import('./restore.ts')
    await within(config, async (context) => {
      console.log(`Emails and webhooks wait for: release. Erased again: ${await markRestored(context, file)}.`)
    })
  },
  async audit(config, { words, before }) {
    await within(config, async (context) => {
      const { runAuditCommand } = await import('./audit-command.ts')
      console.log(await runAuditCommand(context, words, before))
    })
  },
  async organizer(config, { words: [action = '', email], name, role }) {
    const { context, close } = await openContext(config)
    try {
      const { runOrganizerCommand } = await import('../organizers/accounts/command.ts')
      for (const line of await runOrganizerCommand(context, { action, email, name, role })) console.log(line)
    } finally {
      await close()
    }
  },
  async mail({ mail }, { words: [action, to] }) {
    if (action !== 'test' || !isEmailAddress(to ?? '')) throw new StartError('Name the address: mail test ADDRESS')
    if (!mail) throw new StartError('SMTP_URL is not set, so there is no mail server to ask. Set it, and MAIL_FROM.')
    const { sendTestMail } = await import('./doctor/ask-mail-server.ts')
    const { isTaken, answer } = await sendTestMail(mail, to ?? '')
    if (!isTaken) throw new StartError(answer)
    console.log(answer)
  },
  async doctor(config) {
    const { examine } = await import('./doctor/doctor.ts')
    const { formatDiagnosis } = await import('./doctor/diagnosis.ts')
    const found = await examine(config, () => new Date(performance.timeOrigin + performance.now()))
    for (const one of found) console.log(formatDiagnosis(one))
    const failed = found.filter(({ state }) => state === 'fails').length
    if (failed > 0) throw new StartError(`Checks that fail: ${failed}.`)
  },
  async demo() {
    const { runDemo } = await import('./run-demo.ts')
    stopOnSignal(await runDemo(process.env))
  },
}

function named(file: string | undefined, use: string): string {
  if (file === undefined) throw new StartError(`Name the file: ${use}`)
  return file
}

/** Does something with a database that is there. */
async function within(config: Config, work: (context: App) => Promise<void>): Promise<void> {
  const { refuseNone } = await import('./backup.ts')
  refuseNone(config)
  const { context, close } = await openContext(config)
  try {
    await work(context)
  } finally {
    await close()
  }
}

/** Runs one command. On failure, ends the process with code 1 and one sentence. */
export async function run(args: string[]): Promise<void> {
  try {
    await carryOut(args, process.env)
  } catch (error) {
    // Errors that a sentence explains need no stack; all others are our bugs and need one.
    console.error(error instanceof StartError || isBadArgument(error) ? (error as Error).message : error)
    process.exit(1)
  }
}

/**
 * Runs one command with its settings.
 * @throws {StartError} if it cannot be done as things are
 */
export async function carryOut(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      replace: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
      before: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
    },
  })
  const [command = 'serve', ...words] = positionals
  // Asked for, it is no failure, whatever the settings are.
  if (values.help || command === 'help') return console.log(usage)
  if (values.version || command === 'version') return console.log(`training-signup ${serverVersion}`)
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined
  if (!known) throw new StartError(usage)
  await known(readConfig(environment), { ...values, words })
}

const isBadArgument = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new StartError(`Can’t read the file ${file}.`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StartError(`${file} isn’t valid JSON: ${(error as Error).message}`)
  }
}

function stopOnSignal({ stop }: Pick<RunningServer, 'stop'>) {
  let stopping: Promise<void> | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A person at the terminal has no proxies to tell.
      stopping ??= stop({ isAnnounced: signal === 'SIGTERM' }).then(
        () => process.exit(0),
        (error) => {
          console.error(error)
          process.exit(1)
        },
      )
    })
  }
}
