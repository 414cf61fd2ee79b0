/**
 * Returns a text as it can stand in an address: `Capacitación de mañana` is
 * `capacitacion-de-manana`.
 */
export const slugOf = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
