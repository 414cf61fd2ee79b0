/** A sponsor's page around the widget, as plain as most, and one of another taste. */
export const hosts = {
  plain: 'font: 16px Arial',
  // In dark red, with serifs.
  paper: `font: 17px Georgia;
    --training-signup-accent: light-dark(#7a1f2b, #eba6ad); --training-signup-on-accent: light-dark(#fff, #3c0a11);
    --training-signup-surface: light-dark(#fffefb, #211d17); --training-signup-on-surface: light-dark(#221d16, #efe8dc)`,
} as const
export type Host = keyof typeof hosts

/**
 * A page whose letters are as wide as those of DejaVu Serif, which few pages ask for: those of
 * Georgia, drawn wider.
 */
const wideFont = ['400', '700']
  .map(
    (weight) =>
      `@font-face { font-family: Wide; font-weight: ${weight}; size-adjust: 112%; src: local('Gelasio ${weight === '700' ? 'Bold' : 'Regular'}') }`,
  )
  .join('\n  ')

/** The fonts and widths of pages where a form with all that real trainings have is measured. */
export const realHosts = {
  plain: [375, 1100],
  paper: [375, 1100],
  /** WordPress' default theme leaves 315 pixels of a phone, with larger and wider letters. */
  theme: [347],
} as const
export type RealHost = keyof typeof realHosts
const themeFont = wideFont.replaceAll('Wide', 'Theme').replaceAll('Gelasio', 'Arimo').replaceAll('112%', '106%')

export const themes = ['light', 'dark'] as const
export const languages = ['en', 'es'] as const
export const widths = [320, 375, 600, 768, 1100] as const

/** What stands on either side of the widget, as on a sponsor's page. */
const gutterPx = 16

/** Returns what to paste into the page. Its `html` tag takes the classes of host and theme. */
export const hostMarkup = (api: string, inside = '<training-signup></training-signup>') => `<style>
  body { margin: ${gutterPx}px; }
  h1, body > p { display: none; }
  html { color-scheme: light; }
  html.phone training-signup { inline-size: ${375 - 2 * gutterPx}px; }
  html.dark { color-scheme: dark; background: #111; }
  ${Object.entries(hosts)
    .map(([name, rules]) => `.${name} training-signup { ${rules} }`)
    .join('\n  ')}
  ${wideFont}
  .wide training-signup { font: 17px Wide; }
  ${themeFont}
  .theme training-signup { font: 18px Theme; }
  * { caret-color: transparent !important; }
</style>
<script type="module" src="${api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>
${inside}`
