// Runs in a thread of its own, with a bound on its memory: whatever a page does to it, the server
// goes on.
import { parentPort, workerData } from 'node:worker_threads'
import { readTags } from './read-tags.ts'

parentPort?.postMessage(readTags(workerData as string))
