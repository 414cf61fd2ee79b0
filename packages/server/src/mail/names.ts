import type { RegistrationTable } from '../db/tables/registration.ts'

/**
 * Whether the owner of the mailbox typed it, as far as is known. Otherwise a stranger may have
 * typed it to be read there.
 */
interface Source {
  isProven: boolean
}

// Email programs turn such a word into a link, and a stranger may have typed both name and address.
const looksLikeLink = /[:/@\\]|[.\u3002]\S/
const digit = /\p{N}/u
const longestUnproven = 40
/** An email names at most so many people that a stranger may have typed. */
export const mostUnprovenNames = 5

/**
 * Returns what was typed as an email can repeat it; undefined if it can be a link. What a stranger
 * may have typed is short and has no digits either: no room for a message or a phone number.
 */
export function repeatable(typed: string, { isProven }: Source): string | undefined {
  const plain = typed.normalize('NFKC')
  if (typed === '' || looksLikeLink.test(plain)) return undefined
  if (isProven) return isolated(typed)
  return digit.test(plain) ? undefined : isolated(shortened(typed))
}

function shortened(typed: string): string {
  const characters = [...typed]
  return characters.length <= longestUnproven
    ? typed
    : `${characters
        .slice(0, longestUnproven - 1)
        .join('')
        .trimEnd()}…`
}

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/**
 * Keeps text that runs from right to left from reordering what stands next to it, by two invisible
 * characters that plain text knows too.
 */
const isolated = (typed: string) => (rightToLeft.test(typed) ? `\u2068${typed}\u2069` : typed)

type Named = Pick<RegistrationTable, 'given_name' | 'family_name' | 'reference'>

/** Returns the name of a person, or their reference if the name cannot be repeated. */
export const formatName = ({ given_name, family_name, reference }: Named, source: Source): string =>
  repeatable(`${given_name} ${family_name}`.trim(), source) ?? reference
