import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scratchFolder } from '../servers/scratch-folder.ts'

const root = join(import.meta.dirname, '../../../../..')
const packages = (folder: string, ...rest: string[]) => join(folder, 'packages', ...rest)

/**
 * Returns the tag of the newest release before this version that can run on a newer database, or undefined while
 * there is none.
 */
export function findReleaseBefore(): string | undefined {
  const { version } = JSON.parse(readFileSync(packages(root, 'server/package.json'), 'utf8'))
  const { stdout } = spawnSync('git', ['tag', '--list', 'server-*', '--sort=-version:refname'], {
    cwd: root,
    encoding: 'utf8',
  })
  return (stdout ?? '').split('\n').find((tag) => tag !== '' && tag !== `server-${version}`)
}

/**
 * Puts the sources of a release or a commit into a folder. Returns its arguments for Node. It runs with what is installed
 * here, since a test asks no registry. So when a package is no longer needed, keep it among the server's
 * `devDependencies`, and in `ignoreDependencies` of knip, until a release without it is out.
 * @throws {Error} when a package is gone
 */
export function unpackServer(commit: string): string[] {
  const folder = scratchFolder('training-signup-earlier-')
  const archive = execFileSync('git', ['archive', commit, 'packages', 'examples'], { cwd: root, maxBuffer: 2 ** 30 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  symlinkSync(packages(root, 'contract/node_modules'), packages(folder, 'contract/node_modules'))
  const { dependencies } = JSON.parse(readFileSync(packages(folder, 'server/package.json'), 'utf8'))
  const gone = Object.keys(dependencies).filter((name) => !existsSync(packages(root, 'server/node_modules', name)))
  if (gone.length > 0) throw new Error(`${commit} needs ${gone.join(', ')}. Add what is gone to devDependencies again.`)
  return equip(folder)
}

/** What the migration of the next version does: what any migration may do while older servers run. */
const nextMigration = `import { sql } from 'kysely'
export const runsFrom = 'LAST'
export async function up(db) {
  await sql\`create table later (registration_id text primary key)\`.execute(db)
  await sql\`create index later_registration on registration (agency, id)\`.execute(db)
  await sql\`alter table registration add column later text\`.execute(db)
  await sql\`alter table outbox add column later integer not null default 1\`.execute(db)
  await sql\`alter table training add column later text\`.execute(db)
}
`

/** Makes the next version: this one with one migration more. Returns its arguments for Node. */
export function makeNextServer(last: string): string[] {
  const folder = scratchFolder('training-signup-next-')
  mkdirSync(packages(folder, 'server'), { recursive: true })
  for (const name of ['src', 'package.json'])
    cpSync(packages(root, 'server', name), packages(folder, 'server', name), { recursive: true })
  for (const name of ['contract', 'widget', 'client']) symlinkSync(packages(root, name), packages(folder, name))
  symlinkSync(join(root, 'examples'), join(folder, 'examples'))
  const migrations = packages(folder, 'server/src/platform/db/migrations')
  writeFileSync(join(migrations, '999-later.ts'), nextMigration.replace('LAST', last))
  const index = join(migrations, 'index.ts')
  const text = readFileSync(index, 'utf8')
  const listed = `import * as later from './999-later.ts'\n${text.replace(/\}\s*$/, "  '999-later': later,\n}\n")}`
  writeFileSync(index, listed)
  return equip(folder)
}

/** Lets it find what is installed here, but its own contract. */
function equip(folder: string): string[] {
  const installed = packages(root, 'server/node_modules')
  const own = packages(folder, 'server/node_modules')
  mkdirSync(join(own, '@training-signup'), { recursive: true })
  for (const name of readdirSync(installed))
    if (name !== '@training-signup') symlinkSync(join(installed, name), join(own, name))
  symlinkSync(packages(folder, 'contract'), join(own, '@training-signup/contract'))
  return [
    '--import',
    packages(folder, 'server/src/testing/servers/hurry.ts'),
    packages(folder, 'server/src/start/main.ts'),
  ]
}
