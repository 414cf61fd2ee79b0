/**
 * Returns when a person said that they still come, or null if they said so about a day on which the
 * training no longer is. Moving a training rewrites no answers: thousands of people may have given
 * one.
 * @param daySetAt when the training was last moved to another day
 */
export const reconfirmedSince = (reconfirmedAt: string | null, daySetAt: string | null): string | null =>
  reconfirmedAt !== null && reconfirmedAt > (daySetAt ?? '') ? reconfirmedAt : null
