import { readFile, stat } from 'node:fs/promises'
import { type SharedBody, shareBody } from '../http/shared-response.ts'

/**
 * Reads files once and keeps them until they change on disk. They are compressed from here, so that no compressed file
 * beside a script can be older than the script.
 */
export function createFileKeeper() {
  const kept = new Map<string, { version: string; file: Promise<SharedBody> }>()

  return async function keep(path: string): Promise<SharedBody | undefined> {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) {
      kept.delete(path)
      return undefined
    }
    const version = `${found.mtimeMs} ${found.size}`
    const known = kept.get(path)
    if (known?.version === version) return known.file
    const file = readFile(path).then((bytes) => shareBody(bytes))
    kept.set(path, { version, file })
    // A file that could not be read is tried again by the next visitor.
    file.catch(() => kept.delete(path))
    return file
  }
}
