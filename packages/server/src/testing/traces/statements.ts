import type { CompiledQuery, KyselyPlugin, QueryId, RawNode, RootOperationNode } from 'kysely'
import type { App } from '../../core/context.ts'
import type { Tx } from '../../platform/db/database.ts'

/** The kinds of the statements that are run for some work, in their order. */
export const recordStatements = async (context: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<string[]> =>
  (await record(context, work)).map(({ kind }) => kind)

/** The tables that some work reads or writes, by their names. */
export async function recordTables(context: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<Set<string>> {
  const tables = new Set<string>()
  for (const statement of await record(context, work)) findTables(statement, tables)
  return tables
}

/** How many rows some work reads, whatever it does with them. */
export const countRows = async (context: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<number> =>
  (await readSizes(context, work)).reduce((sum, rows) => sum + rows, 0)

/** How many rows some work reads with one statement at most. */
export const mostRows = async (context: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<number> =>
  Math.max(0, ...(await readSizes(context, work)))

async function readSizes({ db }: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<number[]> {
  const sizes: number[] = []
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      sizes.push(result.rows.length)
      return result
    },
  }
  const { reader } = db
  db.reader = reader.withPlugin(counter)
  try {
    await work()
  } finally {
    db.reader = reader
  }
  return sizes
}

async function record({ db }: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<RootOperationNode[]> {
  const seen = new Map<QueryId, RootOperationNode>()
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      seen.set(queryId, node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  /** What is compiled by hand comes to no plugin. */
  const recording = (tx: Tx): Tx => {
    const recorded = tx.withPlugin(recorder)
    const run = recorded.executeQuery.bind(recorded)
    return Object.assign(recorded, {
      executeQuery<Row>(query: CompiledQuery<Row>) {
        seen.set(query.queryId, query.query)
        return run(query)
      },
    })
  }
  const { reader, transaction } = db
  db.reader = reader.withPlugin(recorder)
  db.transaction = (run) => transaction((tx) => run(recording(tx)))
  try {
    await work()
  } finally {
    Object.assign(db, { reader, transaction })
  }
  return [...seen.values()]
}

const namesTable = /\b(?:into|from|join|update) "?(\w+)/g

function findTables(node: unknown, tables: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  if ('kind' in node && node.kind === 'SchemableIdentifierNode') {
    tables.add((node as unknown as { identifier: { name: string } }).identifier.name)
    return
  }
  if ('kind' in node && node.kind === 'RawNode')
    for (const [, table] of (node as unknown as RawNode).sqlFragments.join('?').matchAll(namesTable))
      tables.add(String(table))
  for (const part of Object.values(node)) findTables(part, tables)
}
