import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { SharedBody } from '../shared-response.ts'
import { createFileKeeper } from './kept-file.ts'

export const widgetFolder = fileURLToPath(new URL('../../../widget', import.meta.url))
export const script = 'training-signup.js'

/** By version, the newest last; of each, all of its files. */
const Manifest = z.record(z.string(), z.record(z.string(), z.object({ integrity: z.string(), bytes: z.number() })))
export type Manifest = z.output<typeof Manifest>

export interface Release {
  version: string
  /** Of the script. */
  integrity: string
}

/** Reads what has been released, anew whenever that changes; nothing while nothing has been. */
export function createManifestReader(folder = `${widgetFolder}/releases`) {
  const keep = createFileKeeper()
  let known: { file: SharedBody; manifest: Manifest } | undefined
  return async function readManifest(): Promise<Manifest> {
    const file = await keep(`${folder}/manifest.json`)
    if (!file) return {}
    if (known?.file !== file)
      known = { file, manifest: Manifest.parse(JSON.parse(Buffer.from(file.bytes).toString('utf8'))) }
    return known.manifest
  }
}

/** As a script element's `integrity` says it. */
export const integrityOf = (bytes: Buffer) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`

export function newestRelease(manifest: Manifest): Release | undefined {
  const [version, files] = Object.entries(manifest).at(-1) ?? []
  const integrity = files?.[script]?.integrity
  return version !== undefined && integrity !== undefined ? { version, integrity } : undefined
}

/** The newest release if it is what was built last; nothing while somebody works on the next. */
export async function releaseOfBuild(folder = widgetFolder): Promise<Release | undefined> {
  const release = newestRelease(await createManifestReader(`${folder}/releases`)())
  const built = release && (await readFile(`${folder}/dist/${script}`).catch(() => undefined))
  return built && release.integrity === integrityOf(built) ? release : undefined
}
