import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type SharedBody, shareBody } from '../../platform/http/shared-response.ts'

/**
 * Reads files once and caches them until they change on disk. Compression happens here, so that no
 * compressed file can be older than its script.
 */
export function createFileCache() {
  const kept = new Map<string, { version: string; file: Promise<SharedBody> }>()

  return async function keep(path: string): Promise<SharedBody | undefined> {
    // For a file that is known, this takes microseconds; to wait for another thread takes a hundred times as long.
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found?.isFile()) {
      kept.delete(path)
      return undefined
    }
    const version = `${found.mtimeMs} ${found.size}`
    const cached = kept.get(path)
    if (cached?.version === version) return cached.file
    const file = readFile(path).then((bytes) => shareBody(bytes))
    kept.set(path, { version, file })
    // After a failed read, the next visitor's request tries again.
    file.catch(() => kept.delete(path))
    return file
  }
}
