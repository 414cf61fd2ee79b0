export interface LogoTable {
  /** The beginning of the hash of its PNG, in hexadecimal. */
  id: string
  png: Uint8Array
  /** When it was uploaded, or last named by something that was stored. */
  named_at: string
}
