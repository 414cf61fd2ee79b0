import type { KyselyPlugin, RootOperationNode } from 'kysely'
import type { App } from '../context.ts'

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
export async function countRows({ db }: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<number> {
  let rows = 0
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      rows += result.rows.length
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
  return rows
}

async function record({ db }: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<RootOperationNode[]> {
  const seen: RootOperationNode[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node }) => {
      seen.push(node)
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const { reader, transaction } = db
  db.reader = reader.withPlugin(recorder)
  db.transaction = (run) => transaction((tx) => run(tx.withPlugin(recorder)))
  try {
    await work()
  } finally {
    Object.assign(db, { reader, transaction })
  }
  return seen
}

function findTables(node: unknown, tables: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  if ('kind' in node && node.kind === 'SchemableIdentifierNode') {
    tables.add((node as unknown as { identifier: { name: string } }).identifier.name)
    return
  }
  for (const part of Object.values(node)) findTables(part, tables)
}
