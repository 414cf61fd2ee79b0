import { limits } from './limits.ts'

// HTML's own definition of a valid address (WHATWG, `input type=email`) for the part before the @:
// it refuses quoted and non-ASCII local parts. The domain may be international and must have a dot.
const localPart = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** Returns whether the spelling allows mail to this address. Expects a trimmed value. */
export function isEmailAddress(value: string): boolean {
  const at = value.lastIndexOf('@')
  if (at < 1 || value.length > limits.email || !localPart.test(value.slice(0, at))) return false
  const labels = value.slice(at + 1).split('.')
  return labels.length > 1 && labels.every((label) => domainLabel.test(label))
}
