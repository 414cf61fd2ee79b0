import type { AgencyPersonInput, AgencyReplacementInput } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { foldName } from '../../../core/people/person.ts'
import { cancelCoordinated, replaceCoordinated } from '../../../core/registrations/coordinate.ts'
import type { IdempotencyKey } from '../../../core/sign-up/submitted-sign-up.ts'
import { actingAs, type Caller } from '../../../platform/access/caller.ts'
import { isWithinReach } from '../../../platform/access/reach.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { addPeople } from './add-people.ts'

/** An agency as it is shown, and as an account or a key was given it. */
interface OwnAgency {
  shown: string
  /** What people who are registered keep, too: so the end of a merge takes all of them back. */
  typed: string
  /** The address of the coordinator, or of who made the key. */
  email: string | undefined
}

/** Returns the agency that someone coordinates; undefined for those who reach more than one. */
export async function readOwnAgency(
  { db: { reader } }: Pick<System, 'db'>,
  { id, kind, scope }: Caller,
): Promise<OwnAgency | undefined> {
  if (scope.agency === undefined) return undefined
  const row =
    kind === 'key'
      ? await reader
          .selectFrom('auth_key')
          .leftJoin('auth_user', 'auth_user.id', 'user_id')
          .select(['auth_key.agency', 'auth_key.agency_typed', 'email'])
          .where('auth_key.id', '=', id)
          .executeTakeFirst()
      : await reader
          .selectFrom('auth_user')
          .select(['agency', 'agency_typed', 'email'])
          .where('id', '=', id)
          .executeTakeFirst()
  const shown = row?.agency ?? scope.agency
  return { shown, typed: row?.agency_typed ?? shown, email: row?.email ?? undefined }
}

/**
 * Registers someone for the caller's agency, or for the one that an organizer names. Returns the id. A
 * request that is sent again with its key registers no one.
 * @throws {ProblemError}
 */
export async function registerForAgency(
  app: App,
  caller: Caller,
  slug: string,
  { person, agency: named, consents, lang = 'en' }: AgencyPersonInput,
  idempotency?: IdempotencyKey,
): Promise<string> {
  const own = await readOwnAgency(app, caller)
  if (own && named !== undefined && ![own.shown, own.typed].some((one) => foldName(one) === foldName(named)))
    throw wrongAgency('other-agency', 'Leave it out, or name your own agency.')
  const agency = own?.typed ?? named
  if (!agency) throw wrongAgency('required', 'Name their agency.')
  const [id = ''] = await addPeople(actingAs(app, caller), slug, {
    input: { people: [person], ...(consents && { consents }) },
    channel: 'coordinator',
    lang,
    forAgency: { agency, enteredBy: own?.email },
    // The same bytes from another agency are another request.
    idempotency: idempotency && { ...idempotency, content: `${foldName(agency)}\n${idempotency.content}` },
  })
  // Someone may have moved them to another agency since.
  if (!(await isWithinReach(app.db.reader, caller.scope, 'registration', { id }))) throw new ProblemError('not-found')
  return id
}

const wrongAgency = (code: string, message: string) =>
  new ProblemError('invalid-input', { errors: [{ pointer: '/agency', code, message }] })

/**
 * Puts a colleague in the place of someone that a coordinator registered. Returns the colleague's id.
 * @throws {ProblemError}
 */
export async function replaceForAgency(
  app: App,
  caller: Caller,
  id: string,
  { person, consents = [], lang = 'en' }: AgencyReplacementInput,
): Promise<string> {
  const enteredBy = (await readOwnAgency(app, caller))?.email
  const colleague = { person, consents, lang, enteredBy }
  return replaceCoordinated(actingAs(app, caller), id, caller.scope.agency, colleague)
}

/** Gives up the seat of someone that a coordinator registered. */
export const giveUpForAgency = (app: App, caller: Caller, id: string): Promise<void> =>
  cancelCoordinated(actingAs(app, caller), id, caller.scope.agency)
