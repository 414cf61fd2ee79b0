import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Tag } from './read-tags.ts'

/** Enough for the largest page many times over. With much less, a thread can't even start. */
const resourceLimits: ResourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 }
const mostMs = 20_000
const ownProgram = new URL('./read-tags-worker.ts', import.meta.url)

/**
 * Reads a page's start tags in a thread of its own. Returns undefined for a page that takes too
 * much memory or time.
 */
export async function readTagsApart(
  html: string,
  { program = ownProgram, patienceMs = mostMs } = {},
): Promise<Tag[] | undefined> {
  const worker = new Worker(program, { workerData: html, resourceLimits })
  const timer = setTimeout(() => void worker.terminate(), patienceMs)
  try {
    return await new Promise((resolve) => {
      worker.once('message', (tags: Tag[]) => resolve(tags))
      worker.once('error', () => resolve(undefined))
      worker.once('exit', () => resolve(undefined))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
