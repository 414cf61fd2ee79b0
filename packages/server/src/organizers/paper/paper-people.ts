import type { Language } from '@training-signup/contract'
import { hidesName } from '../../core/people/hides-name.ts'
import { foldName } from '../../core/people/person.ts'
import { seatedStatuses } from '../../core/seats/transitions.ts'
import { readTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import type { Scope } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { findWithin } from '../files/export-query.ts'
import { readRows } from '../files/read-rows.ts'

/** A person with a seat, as paper names them. */
export interface PaperPerson {
  /** Stands for a name in letters that can’t be printed, or that someone wants on no paper. */
  reference: string
  givenName: string
  familyName: string
  agency: string
  license: string
  /** What they asked to be called, where the form asks. */
  preferredName: string
  /** They asked for no agency on their badge, where the form asks. */
  hidesAgency: boolean
}

export interface PaperQuery {
  training: string
  lang: Language
  scope: Scope
  sort: 'name' | 'agency'
}

/** More people than this fit into no room, and their pages into no printer. */
const mostPeople = 20_000

/**
 * Returns a training with everyone who has a seat, by last name or by agency. Who asked for no name
 * comes last, by their number, which is all of them: between two names it would tell their own, and
 * an agency or a license can be of one person.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export async function findPaperPeople(
  system: System,
  { training: slug, lang, scope, sort }: PaperQuery,
): Promise<{ training: StoredTraining; people: PaperPerson[] }> {
  await findWithin(system, slug, scope)
  const training = await readTraining(system, slug)
  const [people, unnamed]: [PaperPerson[], PaperPerson[]] = [[], []]
  const query = { training: slug, lang, scope, status: seatedStatuses, sort: 'name' } as const
  for await (const page of readRows(system, query)) {
    for (const { reference, givenName, familyName, agency, answers, sensitive } of page)
      if (hidesName(sensitive)) unnamed.push({ ...nothing, reference })
      else
        people.push({
          reference,
          givenName,
          familyName,
          agency,
          license: textOf(sensitive['licenceNumber']),
          preferredName: textOf(answers['preferredName']),
          hidesAgency: answers['hideAgency'] === true,
        })
    if (people.length + unnamed.length > mostPeople)
      throw new ProblemError('invalid-input', {
        detail: `Paper takes at most ${mostPeople} people. Export a file instead.`,
      })
  }
  const numbered = unnamed.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))
  return { training, people: [...(sort === 'agency' ? byAgency(people) : people), ...numbered] }
}

/** What paper has of someone who asked for no name, besides the number. */
const nothing = { givenName: '', familyName: '', agency: '', license: '', preferredName: '', hidesAgency: true }

const textOf = (answer: unknown) => (typeof answer === 'string' ? answer : '')

/**
 * People without an agency come last. Within an agency, people stay in the order of their names.
 */
function byAgency(people: PaperPerson[]): PaperPerson[] {
  const named = people.map((person) => ({ person, agency: foldName(person.agency) }))
  const isFirst = (agency: string) => (agency === '' ? 1 : 0)
  return named
    .toSorted(
      (a, b) => isFirst(a.agency) - isFirst(b.agency) || (a.agency < b.agency ? -1 : a.agency > b.agency ? 1 : 0),
    )
    .map(({ person }) => person)
}
