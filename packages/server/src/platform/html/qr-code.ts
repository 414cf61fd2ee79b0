import { html } from 'hono/html'
import { encodeQR } from 'qr'
import type { Html } from './layout.ts'

/** The margin that readers need to find a code, in modules. */
export const quietZone = 4

/** Rows of modules, and whether each is dark. */
export type Modules = readonly (readonly boolean[])[]

/** Returns the QR code of an address, with its margin. */
export const codeOf = (address: string): Modules => encodeQR(address, 'raw', { ecc: 'medium', border: quietZone })

/**
 * Returns the QR code of a reference, with its margin. It is short, so a third of it may be scratched
 * or in glare.
 */
export const checkInCode = (reference: string): Modules =>
  encodeQR(reference, 'raw', { ecc: 'high', border: quietZone })

/** Returns the runs of dark and of light modules of a row, in order. */
export function runsOf(row: readonly boolean[]): { isDark: boolean; start: number; length: number }[] {
  const runs: { isDark: boolean; start: number; length: number }[] = []
  for (const [start, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (last?.isDark === isDark) last.length += 1
    else runs.push({ isDark, start, length: 1 })
  }
  return runs
}

/**
 * Returns a path of one shape per run of dark modules, because some programs show a hairline between
 * adjacent squares.
 */
export const darkPath = (modules: Modules): string =>
  modules
    .flatMap((row, y) =>
      runsOf(row).map(({ isDark, start, length }) => (isDark ? `M${start} ${y}h${length}v1h-${length}z` : '')),
    )
    .join('')

/** Renders a code that readers find on every ground, and that paper shows. */
export function codeView(modules: Modules, label: string): Html {
  const size = modules.length
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">
<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${darkPath(modules)}"/></svg>`
}
