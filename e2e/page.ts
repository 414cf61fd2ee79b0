/** Something in a page that one of the engines has found. Only its own page can use it. */
export type Found = unknown

/** A tab, in words that all three engines know. */
export interface Page {
  open: (url: string) => Promise<void>
  /** Calls the function with the arguments in the page; what it needs it must contain, since only its text travels. */
  read: <Args extends unknown[], Value>(ask: (...args: Args) => Value, ...args: Args) => Promise<Value>
  /** Like `read`, for an element or null. */
  find: <Args extends unknown[]>(look: (...args: Args) => Element | null, ...args: Args) => Promise<Found>
  click: (found: Found) => Promise<void>
  type: (found: Found, text: string) => Promise<void>
  close: () => Promise<void>
}

/** A running browser; every page of it has a profile of its own or an empty one. */
export interface Browser {
  open: () => Promise<Page>
  close: () => Promise<void>
}
