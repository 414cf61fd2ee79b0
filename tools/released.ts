// Checks that every released file is unchanged.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { integrityOf } from '../packages/server/src/visitors/embed/manifest.ts'
import { readManifest, released } from './release-files.ts'

/** Returns where released files differ from the manifest, are missing, or should not exist. */
export function releasedFaults(root: string): string[] {
  const folder = join(root, released)
  const manifest = new Map(
    Object.entries(readManifest(root)).map(([version, files]) => [version, new Map(Object.entries(files))]),
  )
  const faults: string[] = []
  const besides = new Set(['.gitattributes', 'manifest.json', ...manifest.keys()])
  for (const name of readNames(folder)) if (!besides.has(name)) faults.push(`${name} is no release of the manifest`)
  for (const [version, files] of manifest) {
    const there = readNames(join(folder, version))
    for (const name of there.filter((one) => !files.has(one))) faults.push(`${version}/${name} is not in the manifest`)
    for (const [name, { integrity, bytes }] of files) {
      if (!there.includes(name)) faults.push(`${version}/${name} is missing`)
      else if (!isWhatItWas(readFileSync(join(folder, version, name)), integrity, bytes))
        faults.push(`${version}/${name} is not what was released`)
    }
  }
  return faults
}

const isWhatItWas = (content: Buffer, integrity: string, bytes: number) =>
  content.length === bytes && integrityOf(content) === integrity

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted()
  } catch {
    return []
  }
}
