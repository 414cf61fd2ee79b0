/** What text is typed and edited with. Escape, Tab, and the function keys are the page's too. */
const editing = /^(.|Enter|Backspace|Delete|Home|End|Arrow.*|Page.*)$/u

function keep(event: Event) {
  const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent
  if (!(ctrlKey || altKey || metaKey) && editing.test(key)) event.stopPropagation()
}

/**
 * Keeps what is typed from the page's shortcuts. They would let go of keys in fields, but outside
 * of the shadow root all keys seem to come from the element itself, and a slider takes the arrows
 * away.
 */
export function keepKeys(root: ShadowRoot) {
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keep)
}
