import type { Context } from 'hono'

const key = 'cost'

/** How many trainings a request may have read and shown for one point. */
const perPoint = 10

/** Notes that a request shows so many trainings, which were not kept from an earlier one. */
export const addShown = (c: Context, trainings: number): void => c.set(key, costOf(c) + Math.ceil(trainings / perPoint))

/** Returns the points that a request has cost so far. */
export const costOf = (c: Context): number => (c.get(key) as number | undefined) ?? 0
