import type { Answer } from '@training-signup/contract'

/**
 * Returns whether someone asked for a number instead of their name on paper. It holds for as long as
 * there is a name, also where the form no longer asks.
 */
export const hidesName = (sensitive: Readonly<Record<string, Answer>>): boolean => sensitive['withoutName'] === true
