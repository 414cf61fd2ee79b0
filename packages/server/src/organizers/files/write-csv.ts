import type { FileColumn } from './columns.ts'
import { byteOrderMark, writeRows } from './csv.ts'
import type { Table } from './export-query.ts'
import type { ExportRow } from './read-rows.ts'

/** Yields rows that are all there as a CSV file. */
export async function* writeSmallCsv(rows: readonly (readonly (string | number)[])[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark)
  for await (const text of writeRows(rows.map((cells) => cells.map(String)))) yield Buffer.from(text)
}

/** Yields a table as a CSV file. */
export async function* writeCsv({ columns, pages }: Table): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark)
  const headings = [columns.map(({ heading }) => heading)]
  for await (const text of writeRows(headings)) yield Buffer.from(text)
  for await (const page of pages) for await (const text of writeRows(cellsOf(columns, page))) yield Buffer.from(text)
}

function* cellsOf(columns: readonly FileColumn[], page: Iterable<ExportRow>): Generator<string[]> {
  for (const row of page) yield columns.map((column) => textOf(column, row))
}

function textOf({ kind, read }: FileColumn, row: ExportRow): string {
  const value = read(row)
  return kind === 'time' && value !== '' ? row.training.times.format(value) : value
}
