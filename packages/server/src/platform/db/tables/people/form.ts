/** A form of the organizers' pages that was sent, so that a second press finds what the first did. */
export interface FormPressTable {
  /** A keyed hash of the account, the form, and everything in it. */
  id: string
  /** Where the first press led to; null until it has. */
  answer: string | null
  expires_at: string
}

/**
 * What was typed when a session had ended, a secret that is about to be shown, or a page that
 * answers a form.
 */
export interface KeptFormTable {
  /** A hash of the token in the address of its page. The key for what is sealed is made of it, too. */
  id: string
  sealed: string | null
  expires_at: string
}
