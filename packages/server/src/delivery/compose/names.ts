import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import { isolated } from './isolates.ts'

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

type Named = Pick<RegistrationTable, 'given_name' | 'family_name' | 'reference'>

/** Returns the name of a person, or their reference if the name cannot be repeated. */
export const formatName = ({ given_name, family_name, reference }: Named, source: Source): string =>
  repeatable(`${given_name} ${family_name}`.trim(), source) ?? reference
