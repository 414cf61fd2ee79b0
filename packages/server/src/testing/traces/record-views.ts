import { adminToken, type Json, type TestApp } from '../servers/test-app.ts'

type Server = Pick<TestApp, 'app' | 'admin'>

/** A page as a person reads it: its lines of text, and where its links and buttons lead. */
export interface PageView {
  status: number
  lines: string[]
  /**
   * `text → address` on this server; the part of the address that is the page's own is left out.
   */
  options: string[]
}

/** What an organizer and visitors see of one training. */
export interface TrainingViews {
  public: Json
  admin: Json
  /** Registrations per status. */
  totals: Json
  mailTotals: Json
  registrations: Json[]
  /** Lines of the exports, by their columns. */
  csv: Record<string, string[]>
  mails: Json[]
}

const csvColumns = ['all', 'roster', 'credit']

/**
 * Reads all that a server shows of a training; a draft or withdrawn one shows visitors a problem.
 */
export async function viewTraining(server: Server, slug: string): Promise<TrainingViews> {
  const { registrations, totals } = await allPages(
    server,
    `/registrations?training=${slug}&sort=created&sensitive=1`,
    'registrations',
  )
  const { mails, totals: mailTotals } = await allPages(server, `/mails?training=${slug}`, 'mails')
  const answer: Json = await (await server.app.request(`/api/v1/trainings/${slug}`)).json()
  return {
    public: factsOf(answer.training ?? answer),
    admin: await read(server, `/trainings/${slug}`),
    totals,
    mailTotals,
    // What release 1.1.0 did not note.
    registrations: registrations.map(withoutNew),
    csv: Object.fromEntries(await Promise.all(csvColumns.map((columns) => viewCsv(server, slug, columns)))),
    mails,
  }
}

function withoutNew(registration: Json): Json {
  const { checkedInAt: _, supervisor, ...rest } = registration
  const { isConfirmed: __, reason: ___, ...asked } = supervisor ?? {}
  return { ...rest, supervisor: supervisor && asked }
}

/**
 * Returns the facts of a training and where its links lead, without sentences: they may be
 * reworded. And without logos, for which release 1.1.0 sent visitors to other servers, and without
 * what it did not offer.
 */
export function factsOf(shown: Json): Json {
  const {
    details = [],
    help = [],
    calendars = [],
    notice: _notice,
    notify: _notify,
    requestId: _id,
    instead: _instead,
    title,
    sponsors,
    ...facts
  } = shown
  const lines = [...[...details, ...help].flatMap((section: Json) => section.lines), ...calendars]
  return {
    ...facts,
    sponsors: sponsors?.map((one: Json) => ({ ...one, logo: undefined })),
    title: 'type' in facts ? undefined : title,
    // Full hours have no minutes any more.
    ...(facts.when ? { when: { ...facts.when, text: withoutMinutes(facts.when.text) } } : {}),
    leadsTo: lines.flatMap(({ href }) => (href ? [String(href)] : [])).toSorted(),
  }
}

const withoutMinutes = (text: string) => text.replaceAll(':00', '').replaceAll(/\s/g, ' ')

async function viewCsv({ app }: Server, slug: string, columns: string): Promise<[string, string[]]> {
  const headers = { authorization: `Bearer ${adminToken}` }
  const path = `/api/v1/admin/registrations.csv?training=${slug}&columns=${columns}&sensitive=1`
  return [columns, (await (await app.request(path, { headers })).text()).split('\r\n').filter(Boolean)]
}

/** What organizers see besides trainings. */
export async function viewOrganization(server: Server): Promise<Record<string, Json[]>> {
  const { partners } = await read(server, '/partners')
  const { webhooks } = await read(server, '/webhooks')
  const { messages } = await allPages(server, '/messages?', 'messages')
  const reports = await Promise.all([
    readPartners(server),
    ...partners.map(({ slug }: Json) => read(server, `/partners/${slug}/report`)),
  ])
  const deliveries = await Promise.all(
    webhooks.map(
      async ({ id }: Json) => (await allPages(server, `/webhooks/${id}/deliveries?`, 'deliveries')).deliveries,
    ),
  )
  return {
    partners,
    reports,
    messages: await Promise.all(messages.map(({ id }: Json) => readReport(server, id))),
    webhooks,
    deliveries: deliveries.flat(),
  }
}

/** Returns the report of all partners, which earlier versions gave in one page. */
async function readPartners(server: Server): Promise<Json> {
  const { nextCursor: _, ...report } = await read(server, '/partners/report')
  return report
}

/** Returns a message’s report, without what earlier versions did not count. */
async function readReport(server: Server, id: string): Promise<Json> {
  const { remaining: _, ...report } = await read(server, `/messages/${id}?limit=200`)
  return report
}

/** Returns the registrations that an organizer finds by a reference, and the duplicates. */
export async function viewSearch(server: Server, reference: string): Promise<Json> {
  const { registrations, attempts } = await read(server, `/registrations?q=${reference}&sort=created&limit=200`)
  return { registrations: registrations.map(({ id }: Json) => id), attempts }
}

async function read({ admin }: Server, path: string): Promise<Json> {
  const { status, body } = await admin('GET', path)
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** The first page with the rows of all pages. */
async function allPages(server: Server, path: string, name: string): Promise<Json> {
  const first = await read(server, `${path}&limit=200`)
  for (let { nextCursor } = first; nextCursor !== null; ) {
    const next = await read(server, `${path}&limit=200&cursor=${nextCursor}`)
    first[name].push(...next[name])
    nextCursor = next.nextCursor
  }
  return first
}

/** Opens a page. */
export async function viewPage({ app }: Server, path: string): Promise<PageView> {
  const response = await app.request(path)
  const html = await response.text()
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? html
  return { status: response.status, lines: linesOf(main), options: optionsOf(main, path) }
}

const blocks = /<\/?(h\d|p|li|ul|ol|dl|dt|dd|div|section|form|button|label|br|fieldset|legend|option)\b[^>]*>/g

const linesOf = (html: string): string[] =>
  html
    .replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/g, '')
    .replace(/\s+/g, ' ')
    .replace(blocks, '\n')
    .replace(/<[^>]*>/g, '')
    .split('\n')
    .map((line) => decode(line).trim())
    .filter(Boolean)

function optionsOf(html: string, path: string): string[] {
  const links = html.matchAll(/<(?:a|form)\b[^>]*?(?:href|action)="([^"]*)"[^>]*>([\s\S]*?)<\/(?:a|form)>/g)
  return [...links].flatMap(([, address = '', text = '']) => {
    const to = decode(address).replace(/^https:\/\/signup\.example/, '')
    return to.startsWith('/') ? [`${linesOf(text).at(-1) ?? ''} → ${to.replace(path, '')}`] : []
  })
}

const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
