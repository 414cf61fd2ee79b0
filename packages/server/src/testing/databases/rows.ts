import type { Selectable } from 'kysely'
import type { Database } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>

/** Values that the rows have; `slug` stands for the id of the training that it names. */
export type Wanted<Table extends keyof Tables> = Partial<Row<Table>> & { slug?: string }

export interface RowReader {
  rows: <Table extends keyof Tables>(table: Table, wanted?: Wanted<Table>) => Promise<Row<Table>[]>
  /** The first such row; fails if there is none. */
  row: <Table extends keyof Tables>(table: Table, wanted?: Wanted<Table>) => Promise<Row<Table>>
}

/** Reads what is stored, in the order of the ids where rows have one. */
export function createRowReader(db: Pick<Database, 'reader'>): RowReader {
  async function rows<Table extends keyof Tables>(table: Table, wanted: Wanted<Table> = {}): Promise<Row<Table>[]> {
    const { slug, ...values } = wanted
    const own = table === 'training' ? wanted : values
    let found = db.reader
      .selectFrom(table as 'outbox')
      .selectAll()
      .where(({ and }) => and(own))
    if (slug !== undefined && table !== 'training')
      found = found.where('training_id', '=', ({ selectFrom }) =>
        selectFrom('training').select('id').where('slug', '=', slug),
      )
    const all = await found.execute()
    const byId = (one: { id: string }, other: { id: string }) => Number(one.id > other.id) - Number(one.id < other.id)
    return all.toSorted(byId) as unknown as Row<Table>[]
  }
  return {
    rows,
    async row<Table extends keyof Tables>(table: Table, wanted: Wanted<Table> = {}): Promise<Row<Table>> {
      const [first] = await rows(table, wanted)
      if (first === undefined) throw new Error(`${table} has no row with ${JSON.stringify(wanted)}.`)
      return first
    },
  }
}
