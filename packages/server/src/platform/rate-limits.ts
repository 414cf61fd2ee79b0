const minuteMs = 60_000

/**
 * Rate limits per address: `count` right away, which refills gradually over each window. The limits
 * are high because a whole academy can share one address, and a mail provider ends subscriptions
 * for thousands.
 */
export const limited = {
  'sign-ups': { count: 300, windowMs: 10 * minuteMs },
  /** People signed up, alone or in groups. */
  people: { count: 1000, windowMs: 10 * minuteMs },
  /**
   * People for one training, from all addresses together. Above it the training is crowded, and
   * only addresses that brought many wait.
   */
  'people-of-training': { count: 3000, windowMs: 10 * minuteMs },
  /** People from one address that a crowded training still takes: a whole academy, not a flood. */
  'people-when-crowded': { count: 200, windowMs: 10 * minuteMs },
  /** Opening and using the links in mails. */
  lookups: { count: 600, windowMs: 10 * minuteMs },
  /**
   * Requests that mail a link or a code to a person: “send me my link”, transferring a seat, and
   * asking to be told when registration opens.
   */
  links: { count: 100, windowMs: 10 * minuteMs },
  /** Entering a mailed code, and requesting another. From unknown addresses, only wrong codes. */
  codes: { count: 300, windowMs: 10 * minuteMs },
  /** Links and secrets that do not exist. */
  'wrong-links': { count: 30, windowMs: 10 * minuteMs },
  unsubscribing: { count: 600, windowMs: 10 * minuteMs },
  /**
   * Points for pages and lists of trainings: one for ten trainings that are shown. A minute of it
   * is some seconds of the server's time, and more than a station full of people needs.
   */
  pages: { count: 2400, windowMs: minuteMs },
  /** Views of the form, counted for the partner that embeds it. */
  views: { count: 1200, windowMs: 10 * minuteMs },
  /**
   * Codes for organizers who sign in, per address that is typed: each gives three guesses at a code
   * of 8 digits. Browsers in which the organizer has signed in before count apart.
   */
  'sign-in-codes': { count: 30, windowMs: 60 * minuteMs },
  /** The same from one address, or in one such browser. */
  'sign-in-codes-here': { count: 5, windowMs: 60 * minuteMs },
  /**
   * Pages that answer a visitor's form and are kept, so that going back shows them. Beyond it, no one
   * is refused: the answer is the page itself.
   */
  answers: { count: 300, windowMs: 10 * minuteMs },
  /** The same for the pages that hold an organizer's form until they sign in, which are kept for a day. */
  'carried-forms': { count: 20, windowMs: 60 * minuteMs },
  'wrong-tokens': { count: 10, windowMs: minuteMs },
} as const satisfies Record<string, { count: number; windowMs: number }>
export type Limited = keyof typeof limited
export const isLimited = (name: string): name is Limited => Object.hasOwn(limited, name)
