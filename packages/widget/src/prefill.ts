/**
 * Answers by field id: a text, a ticked box, or several choices. They are written out because the
 * installed package has no contract to import them from.
 */
export type Prefill = Readonly<Record<string, string | boolean | string[]>>
