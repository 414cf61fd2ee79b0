/** Mail domains that most people have, and some real ones that would look like a slip of them. */
const known =
  'gmail.com yahoo.com hotmail.com outlook.com icloud.com live.com aol.com comcast.net mail.com email.com ymail.com'.split(
    ' ',
  )

/**
 * Returns the address that was probably meant, where its domain is one slip away from a well-known
 * one, like `ada@gmail.com` for `ada@gmial.com`.
 */
export function suggestAddress(address: string): string | undefined {
  const at = address.indexOf('@') + 1
  const domain = address.slice(at).toLowerCase()
  const meant = at < 2 || known.includes(domain) ? undefined : known.find((one) => isSlip(domain, one))
  return meant && address.slice(0, at) + meant
}

/** Whether one letter is missing, too many, or another, or two have changed places. */
function isSlip(typed: string, meant: string): boolean {
  let [start, end] = [0, 0]
  while (start < typed.length && typed[start] === meant[start]) start++
  const most = Math.min(typed.length, meant.length) - start
  while (end < most && typed.at(-1 - end) === meant.at(-1 - end)) end++
  const [one, other] = [typed.slice(start, typed.length - end), meant.slice(start, meant.length - end)]
  return (one.length < 2 && other.length < 2) || (one.length === 2 && one === [...other].toReversed().join(''))
}
