/** Within 500 ms of a press, browsers count nothing that moves as a shift. */
const pressMs = 400

/**
 * Follows the visitor's presses in the element. Returns whether there was one just now, of which what
 * moves is the answer.
 */
export function followPresses(root: ShadowRoot, onPress: () => void): () => boolean {
  let pressedAt = -pressMs
  root.addEventListener('click', ({ isTrusted, timeStamp }) => {
    if (!isTrusted) return
    pressedAt = timeStamp
    onPress()
  })
  return () => performance.now() - pressedAt < pressMs
}
