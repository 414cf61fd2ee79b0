import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '../../packages/server/src/testing/scratch-folder.ts'

const folders = ['arimo', 'gelasio', 'noto-sans-symbols-2'].map((name) =>
  dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}/package.json`))),
)

const fonts: Record<string, string[]> = {
  // As wide as Arial.
  Arimo: ['Arial', 'Helvetica', 'Roboto', 'Segoe UI', 'system-ui', 'sans-serif', 'monospace', 'ui-monospace'],
  // As wide as Georgia.
  Gelasio: ['Georgia', 'serif'],
}

const alias = (font: string, name: string) =>
  `<alias binding="same"><family>${name}</family><prefer><family>${font}</family></prefer></alias>`
const atLast = (font: string) =>
  `<match target="pattern"><edit name="family" mode="append_last" binding="same"><string>${font}</string></edit></match>`

// Nothing is fitted to the pixels of a screen, which every machine would do in its own way. The
// last font has the triangles that some browsers write instead of drawing them.
const settings = (cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join('\n  ')}
  <cachedir>${cache}</cachedir>
  ${Object.entries(fonts)
    .flatMap(([font, names]) => names.map((name) => alias(font, name)))
    .join('\n  ')}
  ${['Arimo', 'Noto Sans Symbols 2'].map(atLast).join('\n  ')}
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`

/**
 * Makes an environment in which browsers find the same fonts on every machine, whatever is
 * installed there and whatever a page asks for.
 */
export function sameFonts() {
  const folder = scratchFolder('training-signup-fonts-')
  const file = join(folder, 'fonts.conf')
  writeFileSync(file, settings(join(folder, 'cache')))
  return {
    // Within its sandbox, Firefox reads fonts of the system alone.
    environment: { FONTCONFIG_FILE: file, MOZ_DISABLE_CONTENT_SANDBOX: '1' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
