import type { KyselyPlugin } from 'kysely'
import type { App } from '../context.ts'

/** The kinds of the statements that are run for some work, in their order. */
export async function recordStatements({ db }: Pick<App, 'db'>, work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node }) => {
      seen.push(node.kind)
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
