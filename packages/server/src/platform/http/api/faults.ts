import type { z } from '@hono/zod-openapi'
import type { Language, ProblemFault } from '@training-signup/contract'
import { sayIfKnown } from '../../../words/index.ts'
import { isRepeatable } from '../../problem.ts'

type Issue = z.core.$ZodIssue

interface Where {
  /** What was validated. */
  input: unknown
  /** Pointers lead into a body; a parameter has a name. */
  isBody: boolean
  lang: Language
}

// Caps the response.
const mostKeys = 20

/**
 * Turns zod's issues into faults with our own codes and sentences, in the language of the request.
 * No input is repeated.
 */
export const faultsOf = (issues: readonly Issue[], where: Where): ProblemFault[] =>
  issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? unknownFaults(issue, where) : faultOf(issue, where)))

/** Names an unknown key where a response can repeat it, or else what has it. */
function unknownFaults({ path, keys }: Issue & { keys: string[] }, where: Where): ProblemFault[] {
  const paths = keys.map((key) => (isRepeatable(key) ? [...path, key] : path))
  const distinct = new Map(paths.map((one) => [jsonPointer(one), one]))
  return [...distinct.values()].slice(0, mostKeys).map((one) => ({
    ...placeOf(one, where),
    code: 'unknown',
    message: sayIfKnown(where.lang, 'fault.unknown') ?? '',
  }))
}

function faultOf(issue: Issue, where: Where): ProblemFault {
  const { code, key = code, values } = valueAt(where.input, issue.path) === undefined ? missing : describe(issue)
  const say = (one: string) => sayIfKnown(where.lang, `fault.${one}`, values)
  // The schemas' own sentences are for organizers, who read English.
  const written = where.lang === 'en' && isOwnSentence(issue) ? issue.message : undefined
  const message = code === 'format' ? (say(key) ?? written) : (say(key) ?? say(code))
  return { ...placeOf(issue.path, where), code, message: message ?? say('format') ?? '' }
}

interface Described {
  code: string
  /** The word key under `fault.`, if it is not the code. */
  key?: string
  values?: Record<string, string | number>
}

const missing: Described = { code: 'required' }

function describe(issue: Issue): Described {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'wrong-type', key: `wrong-type.${issue.expected}` }
    case 'invalid_union':
      return { code: 'wrong-type' }
    case 'invalid_value':
      return { code: 'not-an-option', values: { options: issue.values.join(', ') } }
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum))
    case 'too_big':
      return { code: tooBig[issue.origin] ?? 'too-large', values: { max: Number(issue.maximum) } }
    case 'invalid_format':
      return { code: 'format', key: `format.${issue.format}` }
    case 'custom':
      return custom(issue.params)
    default:
      return { code: 'format', key: 'format.own' }
  }
}

function tooSmall(origin: string, min: number): Described {
  if (origin === 'string') return min === 1 ? missing : { code: 'too-short', values: { min } }
  return { code: origin === 'array' ? 'too-few' : 'too-small', values: { min } }
}

const tooBig: Record<string, string> = { string: 'too-long', array: 'too-many' }

/** Reads the code and values that a rule of the contract names. */
function custom(params: Record<string, unknown> = {}): Described {
  const { code, max } = params
  return {
    code: typeof code === 'string' ? code : 'format',
    key: typeof code === 'string' ? code : 'format.own',
    values: typeof max === 'number' ? { max } : {},
  }
}

const isOwnSentence = ({ message }: Issue) => message !== '' && !/^(Invalid|Too|Expected|Unrecognized)\b/.test(message)

const placeOf = (path: readonly PropertyKey[], { isBody }: Where) =>
  isBody ? { pointer: jsonPointer(path) } : { parameter: path.map(String).join('.') }

const jsonPointer = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  )
}
