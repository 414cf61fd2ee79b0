import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { basePath } from '../config.ts'
import { logFailure } from '../ops/log-failure.ts'
import type { System } from '../system.ts'
import { keep, readKept } from './keep.ts'
import type { Limits } from './limits/limits.ts'

const name = 'answered'
/** A longer page is the answer itself. */
const mostBytes = 1024 * 1024
/** Signing in can carry a form of any size. */
const mostStrangersBytes = 64 * 1024
/** A page is compressed for one reader: quick, and still a fifth of its length. */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const [compress, expand] = [promisify(brotliCompress), promisify(brotliDecompress)]

const Kept = z.object({ status: z.int(), headers: z.array(z.tuple([z.string(), z.string()])), page: z.string() })

interface Options {
  /** Whose page it is. No one else can open it, whatever address they have. */
  ownerOf: (c: Context) => string | undefined
  /** The page that had the form, below the public URL; undefined if a program sent it. */
  askedOf: (c: Context) => string | undefined
  /** For how long the address shows it. Later it leads to the page that had the form. */
  minutes: number
  /** A longer page is the answer itself. */
  mostBytes?: number
  /** Whether one more page can be kept for this visitor. */
  mayKeep?: (c: Context) => boolean
}

/** What visitors' pages need: anyone can send forms, so what is kept of them is limited. */
type Visited = System & { limits: Pick<Limits, 'takeFor'> }

const mayKeepFor =
  ({ limits }: Visited) =>
  (c: Context) =>
    limits.takeFor('answers', 'answer', c)

/**
 * Gives the page that answers a form an address of its own, below the address of the form. No
 * cache keeps our pages, because they are full of people, so a browser that goes back to the answer
 * to a form can only show an error, and reloading it would send the form again. Requests of
 * programs and scripts are answered as they are.
 */
export function answerAtAddress(system: System, options: Options): MiddlewareHandler {
  return async (c, next) => {
    const token = c.req.method === 'GET' ? c.req.query(name) : undefined
    if (token !== undefined) return showKept(system, c, token, options)
    await next()
    const page = c.res
    const answer = await atAddress(system, c, page, options)
    if (answer !== page) c.res = answer
    return undefined
  }
}

/** Long enough to look at an answer again, on a screen that someone else may see next. */
const visitorMinutes = 10

/**
 * The same for visitors, who have no account: the address alone shows the page, as going back to it
 * does.
 */
export const answerVisitors = (app: Visited): MiddlewareHandler =>
  answerAtAddress(app, {
    ownerOf: () => 'visitor',
    askedOf: visitedOf,
    minutes: visitorMinutes,
    mayKeep: mayKeepFor(app),
  })

const strangers = (app: Visited, path: string): Options => ({
  ownerOf: () => 'visitor',
  askedOf: (c) => visitedOf(c) && path,
  minutes: visitorMinutes,
  mostBytes: mostStrangersBytes,
  mayKeep: mayKeepFor(app),
})

/** The same for the pages on which someone signs in. */
export const answerStrangers = (app: Visited, path: string): MiddlewareHandler =>
  answerAtAddress(app, strangers(app, path))

/**
 * The same for the page that asks someone to sign in because their session has ended, and holds the
 * form that they sent. It is kept for as long as that form is.
 */
export const askStranger = (
  app: Visited,
  c: Context,
  page: Response,
  { path, minutes }: { path: string; minutes: number },
): Promise<Response> =>
  atAddress(app, c, page, {
    ...strangers(app, path),
    minutes,
    mayKeep: () => app.limits.takeFor('carried-forms', 'form', c),
  })

/** Codes are asked for on the page of the form itself, and sent below it. */
function visitedOf(c: Context): string | undefined {
  // Browsers say that a page sends the form. Programs have no page.
  return c.req.header('sec-fetch-mode') === undefined
    ? undefined
    : addressOf(c).replace(/^(\/t\/[^/?]+(?:\/(?:group|notify))?)\/verify(?=$|\?)/, '$1')
}

async function showKept(system: System, c: Context, token: string, { ownerOf }: Options): Promise<Response> {
  const owner = ownerOf(c)
  const kept = owner === undefined ? undefined : Kept.safeParse(await readKept(system, { id: owner }, token)).data
  if (!kept) return c.redirect(`${basePath(system.config)}${addressOf(c)}`, 303)
  const page = await expand(Buffer.from(kept.page, 'base64'), { maxOutputLength: mostBytes })
  return new Response(new Uint8Array(page), { status: kept.status, headers: kept.headers })
}

async function atAddress(system: System, c: Context, page: Response, options: Options): Promise<Response> {
  const asked = addressOfForm(c, page, options)
  return asked === undefined ? page : leadTo(system, c, page, { ...options, asked })
}

/** Returns the address of the page whose form this response answers with a page of its own. */
function addressOfForm(c: Context, page: Response, { askedOf }: Options): string | undefined {
  const mode = c.req.header('sec-fetch-mode')
  const isNavigation = c.req.method === 'POST' && (mode === undefined || mode === 'navigate')
  const isPage = page.headers.get('content-type')?.startsWith('text/html') === true
  return isNavigation && isPage ? askedOf(c) : undefined
}

/** Answers with the page itself if it is too long, or cannot be kept. */
async function leadTo(
  system: System,
  c: Context,
  res: Response,
  { asked, ownerOf, minutes, mostBytes: most = mostBytes, mayKeep = () => true }: Options & { asked: string },
): Promise<Response> {
  const owner = ownerOf(c)
  const page = new TextEncoder().encode(withActions(await res.text(), system, c, asked))
  const cookies = res.headers.getSetCookie()
  const headers = [...res.headers].filter(([header]) => header !== 'set-cookie')
  const token =
    owner === undefined || page.length > most || !mayKeep(c)
      ? undefined
      : await keepPage(system, owner, { status: res.status, headers, page }, minutes)
  if (token === undefined) return new Response(page, res)
  const address = `${basePath(system.config)}${asked}${asked.includes('?') ? '&' : '?'}${name}=${token}`
  const led = new Headers({ Location: address })
  led.set('Cache-Control', 'no-store')
  for (const cookie of cookies) led.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers: led })
}

/** A form without an address of its own goes on sending to where its page came from. */
function withActions(page: string, { config }: System, { req }: Context, asked: string): string {
  return asked.replace(/\?.*/s, '') === req.path
    ? page
    : page.replaceAll(
        /<form\b(?![^>]*\saction=)(?=[^>]*\smethod="post")/g,
        `<form action="${basePath(config)}${req.path}"`,
      )
}

async function keepPage(
  system: System,
  owner: string,
  { page, ...answer }: { status: number; headers: [string, string][]; page: Uint8Array },
  minutes: number,
): Promise<string | undefined> {
  const text = (await compress(page, quality)).toString('base64')
  try {
    return await keep(system, { id: owner }, { ...answer, page: text }, minutes, { isLasting: false })
  } catch (error) {
    // A database that takes nothing now is no reason to lose what someone typed.
    logFailure(system.log, error, {}, 'could not keep a page')
    return undefined
  }
}

/** Returns the address of a request without its answer. */
function addressOf({ req }: Context): string {
  const { searchParams } = new URL(req.url)
  searchParams.delete(name)
  return searchParams.size > 0 ? `${req.path}?${searchParams.toString()}` : req.path
}
