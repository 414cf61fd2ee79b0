/**
 * Returns a function that works only when it is asked something else than the last time: most visitors come from the
 * same page, by the same proxy, and for the same training as the one before. Its answers are shared, so change none.
 */
export function keepLast<Asked extends string | undefined, Answer>(
  work: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  let last: { asked: Asked; answer: Answer } | undefined
  return (asked) => {
    if (!last || last.asked !== asked) last = { asked, answer: work(asked) }
    return last.answer
  }
}
