/** Waits for a task of its own, so that the page can respond in between; for `ms` at least. */
export const nextTask = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms))
