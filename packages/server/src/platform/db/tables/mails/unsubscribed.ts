/** Hashes of addresses that want only mails about their seats. */
export interface UnsubscribedTable {
  recipient: string
  created_at: string
}
