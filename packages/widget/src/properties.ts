import type { PropertyDeclaration } from 'lit'

/** What the server accepts. Ignore a mistyped partner: it must not cost a registration. */
export const slugPattern = /^[a-z\d][a-z\d-]{0,62}$/

/** A text that attribute and property share; without the attribute it is undefined. */
export const text: PropertyDeclaration<string | undefined> = {
  reflect: true,
  converter: { fromAttribute: (value) => value ?? undefined },
}
