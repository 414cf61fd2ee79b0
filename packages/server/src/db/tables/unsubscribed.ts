/** Addresses, hashed, that want mails about their seats only. */
export interface UnsubscribedTable {
  recipient: string
  created_at: string
}
