/**
 * Leaves out what is null, as the database makes it null anyway: every value that a statement names
 * costs time while others wait for the lock. For rows whose columns have no other default.
 */
export function withoutNulls<Row extends object>(row: Row): Row {
  const kept: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(row)) if (value !== null) kept[column] = value
  return kept as Row
}
