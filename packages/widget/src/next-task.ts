/** Waits for a new task, so that the page can respond in between, and at least `ms`. */
export const nextTask = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms))
