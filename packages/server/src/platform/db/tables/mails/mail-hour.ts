/** How many emails unproven sign-ups caused in an hour, sent and held back. */
export interface MailHourTable {
  /** What is counted: a training or all, and which emails. */
  name: string
  /** The start of the hour. */
  hour: string
  count: number
}
