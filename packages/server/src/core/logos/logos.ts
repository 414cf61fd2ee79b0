import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { isLogoId } from '@training-signup/contract'
import type { Config } from '../../platform/config.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { isSvg, isWhole, readSize } from './image-header.ts'

export const mostBytes = 1024 * 1024
const mostPixels = 4096

/** An image that can't be a logo. The message is a clause that says why. */
export class UnusableLogo extends Error {}

/** Returns the answer to a logo that can't be used, with its place in the request. */
export const refuseLogo = (pointer: string, { message }: UnusableLogo, otherwise = '') =>
  new ProblemError('invalid-input', {
    errors: [
      {
        pointer,
        code: 'logo',
        message: `The logo can’t be used: ${message}. Use a PNG, JPEG, or WebP of at most 1 MB${otherwise}.`,
      },
    ],
  })

/**
 * Stores an image as a logo. What it is, its bytes say, whatever name or header came with it.
 * @returns its id, which is the same for the same image
 * @throws {UnusableLogo}
 */
export async function addLogo(system: Pick<System, 'db' | 'now'>, bytes: Uint8Array): Promise<string> {
  requireDrawable(bytes)
  const png = await inTurn(() => loadAndDraw(bytes))
  const id = createHash('sha256').update(png).digest('hex').slice(0, 32)
  const named_at = system.now().toISOString()
  await system.db.transaction((tx) =>
    tx
      .insertInto('logo')
      .values({ id, png, named_at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ named_at }))
      .execute(),
  )
  return id
}

function requireDrawable(bytes: Uint8Array) {
  const size = readSize(bytes)
  if (!size)
    throw new UnusableLogo(
      isSvg(bytes)
        ? 'it’s an SVG, which can hold scripts and links to other servers. Export it as a PNG at least 480 pixels wide'
        : 'it’s no image that browsers show everywhere',
    )
  if (Math.max(size.width, size.height) > mostPixels)
    throw new UnusableLogo('it has more than 4,096 pixels on one side')
  if (!isWhole(bytes)) throw new UnusableLogo(damaged)
}

const damaged = 'the file is damaged'

/**
 * Loads the drawing program with the first logo: it takes 25 MB, and most servers rarely need it.
 */
async function loadAndDraw(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const { drawLogo } = await import('./draw-logo.ts')
  try {
    return await drawLogo(bytes)
  } catch {
    throw new UnusableLogo(damaged)
  }
}

let lastTurn: Promise<unknown> = Promise.resolve()

/** Draws one logo at a time: each can take 64 MB while it is drawn. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = lastTurn.then(work)
  lastTurn = turn.catch(() => {})
  return turn
}

/**
 * Returns a logo's address on this server. Undefined where there is none: earlier versions stored
 * addresses on other servers, which no visitor's browser may ask.
 */
export const logoUrl = ({ publicUrl }: Pick<Config, 'publicUrl'>, id: string | null | undefined) =>
  id && isLogoId(id) ? `${publicUrl}/logos/${id}.png` : undefined

/** Returns a logo's PNG. */
export async function readLogo({ db }: Pick<System, 'db'>, id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const row = await db.reader.selectFrom('logo').select('png').where('id', '=', id).executeTakeFirst()
  // PostgreSQL’s client returns parts of larger buffers.
  return row && new Uint8Array(row.png)
}

/**
 * Notes that something that is being stored names this logo.
 * @throws {ProblemError} `invalid-input` if it is not here
 */
export async function nameLogo(
  system: Pick<System, 'now'>,
  tx: Tx,
  id: string | undefined,
  pointer: string,
): Promise<void> {
  if (id === undefined) return
  const named = { named_at: system.now().toISOString() }
  const { numUpdatedRows } = await tx.updateTable('logo').set(named).where('id', '=', id).executeTakeFirst()
  if (numUpdatedRows > 0) return
  const message = 'There’s no logo with this id. Upload it first.'
  throw new ProblemError('invalid-input', { errors: [{ pointer, code: 'unknown-logo', message }] })
}

const keptUnusedMs = 24 * 60 * 60_000
/** All trainings can be hundreds of megabytes. */
const trainingsAtOnce = 200

/**
 * Deletes logos that nothing has used for a day: they were replaced, or their partner or training
 * is gone, or no one used them after the upload. One that is being named is kept, see `nameLogo`.
 */
export async function deleteUnusedLogos({ db, now }: Pick<System, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - keptUnusedMs).toISOString()
  const old = await db.reader.selectFrom('logo').select('id').where('named_at', '<', before).execute()
  if (old.length === 0) return
  const partners = await db.reader.selectFrom('partner').select('logo').where('logo', 'is not', null).execute()
  const organizers = await db.reader.selectFrom('organizer_defaults').select('content').execute()
  const used = new Set([
    ...partners.map(({ logo }) => logo),
    ...organizers.map(({ content }) => organizerLogo(content) ?? null),
  ])
  for (let after: string | undefined = ''; after !== undefined; ) {
    const trainings: { id: string; input: string }[] = await db.reader
      .selectFrom('training')
      .select(['id', 'input'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(trainingsAtOnce)
      .execute()
    for (const { input } of trainings) used.add(organizerLogo(input) ?? null)
    after = trainings.length < trainingsAtOnce ? undefined : trainings.at(-1)?.id
    await pause()
  }
  const unused = old.map(({ id }) => id).filter((id) => !used.has(id))
  if (unused.length === 0) return
  await db.transaction((tx) => tx.deleteFrom('logo').where('id', 'in', unused).where('named_at', '<', before).execute())
}

const organizerLogo = (input: string) => (JSON.parse(input) as { organizer?: { logo?: string } }).organizer?.logo
