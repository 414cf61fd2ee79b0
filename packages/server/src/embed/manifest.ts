import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createFileKeeper } from './kept-file.ts'

const releases = fileURLToPath(new URL('../../../widget/releases/', import.meta.url))

/** By version, the newest last; of each, its files. */
const Manifest = z.record(z.string(), z.record(z.string(), z.object({ integrity: z.string() })))
export type Manifest = z.output<typeof Manifest>

/** Reads what has been released, anew whenever that changes; nothing while nothing has been. */
export function createManifestReader(folder: string = releases) {
  const keep = createFileKeeper()
  return async function readManifest(): Promise<Manifest> {
    const file = await keep(`${folder}/manifest.json`)
    return file ? Manifest.parse(JSON.parse(Buffer.from(file.bytes).toString('utf8'))) : {}
  }
}
