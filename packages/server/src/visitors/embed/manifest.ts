import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { SharedBody } from '../../platform/http/shared-response.ts'
import { createFileCache } from './cached-file.ts'

export const widgetFolder = fileURLToPath(new URL('../../../../widget', import.meta.url))
export const script = 'training-signup.js'

/** All files of each version, the newest version last. */
const Manifest = z.record(z.string(), z.record(z.string(), z.object({ integrity: z.string(), bytes: z.number() })))
export type Manifest = z.output<typeof Manifest>

export interface Release {
  version: string
  /** The script's hash. */
  integrity: string
}

/** Reads the manifest of releases again whenever it changes. Empty before the first release. */
export function createManifestReader(folder = `${widgetFolder}/releases`) {
  const keep = createFileCache()
  let cached: { file: SharedBody; manifest: Manifest } | undefined
  return async function readManifest(): Promise<Manifest> {
    const file = await keep(`${folder}/manifest.json`)
    if (!file) return {}
    if (cached?.file !== file)
      cached = { file, manifest: Manifest.parse(JSON.parse(Buffer.from(file.bytes).toString('utf8'))) }
    return cached.manifest
  }
}

/** Returns the value of a script element's `integrity` attribute. */
export const integrityOf = (bytes: Buffer) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`

export function newestRelease(manifest: Manifest): Release | undefined {
  const [version, files] = Object.entries(manifest).at(-1) ?? []
  const integrity = files?.[script]?.integrity
  return version !== undefined && integrity !== undefined ? { version, integrity } : undefined
}

/**
 * Returns the newest release if it equals the last build; undefined during work on the next
 * release.
 */
export async function releaseOfBuild(folder = widgetFolder): Promise<Release | undefined> {
  const release = newestRelease(await createManifestReader(`${folder}/releases`)())
  const built = release && (await readFile(`${folder}/dist/${script}`).catch(() => undefined))
  return built && release.integrity === integrityOf(built) ? release : undefined
}

const readManifest = createManifestReader()

/** Returns the hash of each released script, the newest last. */
export async function readReleases(): Promise<ReadonlyMap<string, string>> {
  const versions = Object.entries(await readManifest())
  return new Map(versions.map(([version, files]) => [version, files[script]?.integrity ?? '']))
}
