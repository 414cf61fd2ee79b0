// Gives every browser of the tests and pictures the same fonts, whatever is installed on a machine.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folders = ['arimo', 'gelasio', 'noto-sans-symbols-2'].map((name) =>
  dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}/package.json`))),
)

const fonts: Record<string, string[]> = {
  // As wide as Arial.
  Arimo: ['Arial', 'Helvetica', 'Roboto', 'Segoe UI', 'system-ui', 'sans-serif', 'monospace', 'ui-monospace'],
  // As wide as Georgia. Chromium writes in the last where it finds none of a page’s fonts.
  Gelasio: ['Georgia', 'serif', 'Times New Roman'],
}

const alias = (font: string, name: string) =>
  `<alias binding="same"><family>${name}</family><prefer><family>${font}</family></prefer></alias>`
const atLast = (font: string) =>
  `<match target="pattern"><edit name="family" mode="append_last" binding="same"><string>${font}</string></edit></match>`

const folder = join(import.meta.dirname, '../node_modules/.cache/training-signup-fonts')
const file = join(folder, 'fonts.conf')

// Nothing is fitted to the pixels of a screen, which every machine would do in its own way. The
// last font has the triangles that some browsers write instead of drawing them.
const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((one) => `<dir>${one}</dir>`).join('\n  ')}
  <cachedir>${join(folder, 'cache')}</cachedir>
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

/** Writes the file, unless it is there: whole, because another process may be reading it. */
function keep() {
  try {
    if (readFileSync(file, 'utf8') === settings) return
  } catch {
    mkdirSync(folder, { recursive: true })
  }
  const written = `${file}.${process.pid}`
  writeFileSync(written, settings)
  renameSync(written, file)
}

/**
 * Returns an environment in which programs find these fonts alone, whatever a page asks for. For
 * everything that the checks start, and for each browser of a test that is run by itself.
 */
export function sameFonts() {
  keep()
  // Within its sandbox, Firefox reads fonts of the system alone.
  return { FONTCONFIG_FILE: file, MOZ_DISABLE_CONTENT_SANDBOX: '1' }
}
