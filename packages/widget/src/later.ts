/** Goes on in a task of its own, so that the page can answer in between; after `ms` at the earliest. */
export const later = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms))
