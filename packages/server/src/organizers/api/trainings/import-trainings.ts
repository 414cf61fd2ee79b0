import { PartnerInput, TrainingInput } from '@training-signup/contract'
import { z } from 'zod'
import { createPartner, replacePartner, withLogo } from '../../../core/partners/partners.ts'
import { instantOf } from '../../../core/trainings/local-time.ts'
import { StartError } from '../../../platform/config.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { say } from '../../../words/index.ts'
import { changeTraining, createTraining, withOrganizerLogo } from './change-training.ts'
import { withNews } from './notify-all.ts'
import { warningsAbout } from './training-warnings.ts'

const ImportFile = z.strictObject({
  partners: z.array(PartnerInput).default([]),
  trainings: z.array(TrainingInput).default([]),
  /** For people; ignored. */
  notes: z.unknown().optional(),
})

export interface ImportedTrainings {
  partners: number
  trainings: number
  /** How many of the trainings are over. */
  past: number
  /** What trainings lack that visitors would miss. */
  warnings: string[]
}

/**
 * Imports a file of partners and trainings, whole or not at all. Existing ones stop the import
 * unless `replace` is set. Registrations stay as they are.
 * @throws {StartError} that names everything that is wrong with the file
 */
export async function importTrainings(
  system: System,
  content: unknown,
  { replace }: { replace: boolean },
): Promise<ImportedTrainings> {
  const { partners, trainings } = readImport(content)
  const present = await presentSlugs(system)
  const taken = [
    ...partners.filter(({ slug }) => present.partners.has(slug)),
    ...trainings.filter(({ slug }) => present.trainings.has(slug)),
  ].map(nameOf)
  if (taken.length > 0 && !replace) {
    throw new StartError(`Already there: ${taken.join(', ')}. Nothing was changed. To overwrite them, add --replace.`)
  }
  const loaded = {
    partners: await inTurn(partners, (partner) => withLogo(system, partner)),
    trainings: await inTurn(trainings, (training) => withOrganizerLogo(system, training)),
  }
  const write = () =>
    system.db.transaction(async (tx) => {
      for (const partner of loaded.partners) {
        const action = present.partners.has(partner.slug) ? replacePartner : createPartner
        await explained(partner.slug, action(system, tx, partner))
      }
      for (const training of loaded.trainings) {
        const isThere = present.trainings.has(training.slug)
        const action: Promise<unknown> = isThere
          ? changeTraining(system, tx, training.slug, () => training)
          : createTraining(system, tx, training)
        await explained(training.slug, action)
      }
    })
  await explained('the database', withNews(system, write))
  const now = system.now().toISOString()
  const past = trainings.filter(({ end, timeZone }) => instantOf(end, timeZone) <= now).length
  const warnings = trainings.flatMap((training) =>
    warningsAbout(training).map(({ message }) => `${training.slug}: ${message}`),
  )
  return { partners: partners.length, trainings: trainings.length, past, warnings }
}

function readImport(content: unknown): z.output<typeof ImportFile> {
  const parsed = ImportFile.safeParse(content)
  if (!parsed.success) {
    throw unimportable(parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'the file'}: ${issue.message}`))
  }
  const twice = [...repeated(parsed.data.partners), ...repeated(parsed.data.trainings)]
  if (twice.length > 0) throw unimportable(twice.map((slug) => `  ${slug}: appears twice in the file`))
  return parsed.data
}

const unimportable = (faults: string[]) =>
  new StartError(`Couldn’t import the file. Nothing was changed:\n${faults.join('\n')}`)

const repeated = (all: { slug: string }[]) =>
  all.map(nameOf).filter((slug, index, slugs) => slugs.indexOf(slug) !== index)

/** Loads the logos of partners or trainings, one after another. */
async function inTurn<One extends { slug: string }>(all: One[], load: (one: One) => Promise<One>): Promise<One[]> {
  const loaded: One[] = []
  for (const one of all) loaded.push(await explained(one.slug, load(one)))
  return loaded
}

/** Turns a refusal for scripts into an error for people at a terminal. */
async function explained<Result>(what: string, action: Promise<Result>): Promise<Result> {
  try {
    return await action
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { detail, errors = [] } = error.problem
    const reasons =
      errors.length > 0
        ? errors.map(({ pointer = '', message }) => `${pointer} ${message}`)
        : [detail ?? say('en', `problem.${error.problemName}`)]
    throw unimportable(reasons.map((reason) => `  ${what}: ${reason}`))
  }
}

async function presentSlugs(system: System) {
  const [partners, trainings] = await Promise.all([
    system.db.reader.selectFrom('partner').select('slug').execute(),
    system.db.reader.selectFrom('training').select('slug').execute(),
  ])
  return { partners: new Set(partners.map(nameOf)), trainings: new Set(trainings.map(nameOf)) }
}

const nameOf = (row: { slug: string }) => row.slug
