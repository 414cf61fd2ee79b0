const generic = new Set([
  'serif',
  'sans-serif',
  'monospace',
  'cursive',
  'fantasy',
  'system-ui',
  'ui-serif',
  'ui-sans-serif',
])
const longest = 200

/**
 * Returns a list of font families as a style sheet takes it. Letters, digits, spaces, and hyphens
 * cannot end a declaration.
 */
export function readFonts(text: string): string | undefined {
  const names = text.split(',').map((name) => name.trim().replaceAll(/["']/g, ''))
  if (text.length > longest || !names.every((name) => /^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u.test(name))) return undefined
  return names.map((name) => (generic.has(name.toLowerCase()) ? name : `"${name}"`)).join(', ')
}
