import { readFileSync } from 'node:fs'

const manifest = new URL('../../../package.json', import.meta.url)

/** The version of this program, for operators and for advisories. CHANGELOG.md has what each brought. */
export const serverVersion = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
