interface Plural {
  one: string
  other: string
}

/** The English words in another language: the same keys, and a plural where English has one. */
export type Translation<English> = {
  [Key in keyof English]: English[Key] extends string
    ? string
    : English[Key] extends Plural
      ? Plural
      : Translation<English[Key]>
}
