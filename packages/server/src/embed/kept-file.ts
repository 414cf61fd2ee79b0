import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** A file as it is served: under each encoding its bytes, and a tag that changes with them. */
export interface KeptFile {
  tag: string
  bytes: { br: Uint8Array<ArrayBuffer>; gzip: Uint8Array<ArrayBuffer>; identity: Uint8Array<ArrayBuffer> }
}
export type Encoding = keyof KeptFile['bytes']

/**
 * Reads files once and keeps them until they change on disk. They are compressed here, so that no compressed file beside
 * a script can be older than the script.
 */
export function createFileKeeper() {
  const kept = new Map<string, { version: string; file: Promise<KeptFile> }>()

  return async function keep(path: string): Promise<KeptFile | undefined> {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) {
      kept.delete(path)
      return undefined
    }
    const version = `${found.mtimeMs} ${found.size}`
    const known = kept.get(path)
    if (known?.version === version) return known.file
    const file = load(path)
    kept.set(path, { version, file })
    // A file that could not be read is tried again by the next visitor.
    file.catch(() => kept.delete(path))
    return file
  }
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

async function load(path: string): Promise<KeptFile> {
  const identity = await readFile(path)
  const hint = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: identity.length } }
  const [br, gzipped] = await Promise.all([brotli(identity, hint), zip(identity, { level: 9 })])
  const tag = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
  return { tag, bytes: { br, gzip: gzipped, identity } }
}

/** The smallest encoding that the browser takes. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  const accepted = new Set(
    (acceptEncoding ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.split(';').map((piece) => piece.trim()))
      .filter(([, quality]) => !/^q=0(\.0*)?$/.test(quality ?? ''))
      .map(([name]) => name),
  )
  if (accepted.has('br')) return 'br'
  return accepted.has('gzip') ? 'gzip' : 'identity'
}
