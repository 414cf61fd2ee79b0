const minuteMs = 60_000

/**
 * What is limited, and how much of it one address gets: `count` at once, and as much again in each window after that,
 * little by little. A whole academy sits behind one address, and a mail provider ends subscriptions for thousands.
 */
export const limited = {
  'sign-ups': { count: 300, windowMs: 10 * minuteMs },
  /** Signed up, alone or in groups. */
  people: { count: 1000, windowMs: 10 * minuteMs },
  /** The same for one training, from all addresses together. */
  'people-of-training': { count: 3000, windowMs: 10 * minuteMs },
  /** Opening and using the links of mails. */
  lookups: { count: 600, windowMs: 10 * minuteMs },
  /** Whatever sends somebody a link: “send me my link” and giving a seat away. */
  links: { count: 100, windowMs: 10 * minuteMs },
  /** Trying a code that was mailed, and asking for another. */
  codes: { count: 300, windowMs: 10 * minuteMs },
  /** Links and secrets that lead nowhere. */
  'wrong-links': { count: 30, windowMs: 10 * minuteMs },
  unsubscribing: { count: 600, windowMs: 10 * minuteMs },
  /** Of the form, counted for whoever put it on a page. */
  views: { count: 1200, windowMs: 10 * minuteMs },
  'wrong-tokens': { count: 10, windowMs: minuteMs },
} as const satisfies Record<string, { count: number; windowMs: number }>
export type Limited = keyof typeof limited
export const isLimited = (name: string): name is Limited => Object.hasOwn(limited, name)
