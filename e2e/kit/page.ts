/** An element that one of the engines has found. Only its own page can use it. */
export type Found = unknown

/** A tab, with functions that all three engines support. */
export interface Page {
  open: (url: string) => Promise<void>
  /** Press the browser's own buttons. The page that comes may still be loading. */
  goBack: () => Promise<void>
  goForward: () => Promise<void>
  reload: () => Promise<void>
  /**
   * Calls a function in the page with the arguments. It must contain everything that it needs,
   * because only its text travels.
   */
  read: <Args extends unknown[], Value>(ask: (...args: Args) => Value, ...args: Args) => Promise<Value>
  /** Like `read`, for an element or null. */
  find: <Args extends unknown[]>(look: (...args: Args) => Element | null, ...args: Args) => Promise<Found>
  click: (found: Found) => Promise<void>
  /** Presses a key for each character. */
  type: (found: Found, text: string) => Promise<void>
  /**
   * Puts a text into an empty field in one piece, as a paste does: a fraction of the time that keys
   * take.
   */
  fill: (found: Found, text: string) => Promise<void>
  /** Changes what the window shows to this size. */
  resize: (width: number, height: number) => Promise<void>
  /** Returns a PNG of the whole element. */
  picture: (found: Found) => Promise<Uint8Array>
  /** Replaces all colors by the visitor's own, or stops it. Not every engine can. */
  forceColors?: (isForced: boolean) => Promise<void>
  close: () => Promise<void>
}

/** Enters a text as the browser's own editing does, with its events. */
export function insertText(field: HTMLElement, text: string) {
  field.focus()
  document.execCommand('insertText', false, text)
}

/** A running browser. Each of its pages has its own or an empty profile. */
export interface Browser {
  open: () => Promise<Page>
  close: () => Promise<void>
}

/** A browser with a profile of its own, that can be killed and started again. */
export interface Profile {
  /** Opens an address in its only tab. */
  open: (url: string) => Promise<void>
  /** Like a page of the other kit: only the function's text travels. */
  read: <Args extends unknown[], Value>(ask: (...args: Args) => Value, ...args: Args) => Promise<Awaited<Value>>
  /** Ends it as a flat battery does. */
  kill: () => Promise<void>
  close: () => Promise<void>
}
