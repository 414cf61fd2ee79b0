import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '../../packages/server/src/testing/scratch-folder.ts'

const folders = ['arimo', 'gelasio'].map((name) =>
  dirname(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${name}/package.json`))),
)

// Arimo is as wide as Arial, and Gelasio as Georgia. Nothing is fitted to the pixels of a screen,
// which every machine would do in its own way.
const settings = (cache: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join('\n  ')}
  <cachedir>${cache}</cachedir>
  ${['Georgia', 'serif'].map((name) => `<alias binding="same"><family>${name}</family><prefer><family>Gelasio</family></prefer></alias>`).join('\n  ')}
  <match target="pattern"><edit name="family" mode="append_last" binding="same"><string>Arimo</string></edit></match>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`

/**
 * Makes an environment in which browsers find the same two fonts on every machine, whatever is
 * installed there and whatever a page asks for.
 */
export function sameFonts() {
  const folder = scratchFolder('training-signup-fonts-')
  const file = join(folder, 'fonts.conf')
  writeFileSync(file, settings(join(folder, 'cache')))
  return { environment: { FONTCONFIG_FILE: file }, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
