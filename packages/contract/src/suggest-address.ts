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
  let same = 0
  while (typed[same] && typed[same] === meant[same]) same++
  const [one, other] = [typed.slice(same), meant.slice(same)]
  const turned = one.charAt(1) + one.charAt(0) + one.slice(2)
  return [one.slice(1), turned].includes(other) || [one, one.slice(1)].includes(other.slice(1))
}
