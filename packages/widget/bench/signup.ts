// Our server as it runs in production, with the training of the example and one more that asks
// eight questions.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSignup } from '../../../e2e/kit/signup.ts'
import { comingTrainings } from '../../server/src/demo/coming-trainings.ts'

const root = join(import.meta.dirname, '../../..')
const importMs = 20_000
// All that the project has a word for, and one more in the end: too many to be shown side by side.
// So many that they are a list, which is one control.
const roles = [
  'police',
  'fire',
  'medical',
  'social-work',
  'school-resource-officer',
  'dispatcher',
  'victim-advocate',
  { id: 'corrections', label: { en: 'Corrections officer', es: 'Agente penitenciario' } },
]

export const eightQuestions = 'eight-questions'
export const partner = 'we-the-people'

export async function serveSignup() {
  const folder = await mkdtemp(join(tmpdir(), 'training-signup-bench-'))
  const databaseUrl = `sqlite:${folder}/signup.db`
  const dropFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const { api, stop } = await startSignup({ databaseUrl })
    const close = async () => {
      await stop()
      await dropFolder()
    }
    await addTraining(folder, databaseUrl).catch(async (error: unknown) => {
      await close()
      throw error
    })
    return { origin: api, close }
  } catch (error) {
    await dropFolder()
    throw error
  }
}

async function addTraining(folder: string, databaseUrl: string) {
  const { trainings } = JSON.parse(await readFile(join(root, 'examples/jackson-county/trainings.json'), 'utf8'))
  const given = trainings.find(({ slug }: { slug: string }) => slug === 'first-responders')
  const audience = { ...given.audience, roles }
  const fields = { ...given.fields, phone: 'optional', rank: 'optional', photo: 'optional' }
  const asked = { ...given, slug: eightQuestions, audience, fields }
  const file = join(folder, 'eight-questions.json')
  const coming = comingTrainings({ partners: [], trainings: [asked] }, new Date().toISOString().slice(0, 10))
  await writeFile(file, JSON.stringify(coming))
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl }
  await promisify(execFile)(process.execPath, ['packages/server/src/start/main.ts', 'import', file], {
    cwd: root,
    env,
    timeout: importMs,
  })
}
