import type { AuditEntry, Language } from '@training-signup/contract'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { trainingNamed } from '../trainings/training-names.ts'
import type { AuditNames } from './audit-names.ts'

/** The end of an id tells two colleagues apart who were both removed. */
const shortId = (id: string) => id.slice(-6)

/** Names who did something, also if their account or key is gone. */
export function callerText(
  { caller: { kind, id } }: Pick<AuditEntry, 'caller'>,
  { callers }: Pick<AuditNames, 'callers'>,
  lang: Language,
): string {
  const name = callers.get(id)
  if (kind === 'operator' || name === undefined) return say(lang, `admin.audit.${kind}`, { id: shortId(id) })
  return kind === 'key' ? say(lang, 'admin.audit.key.named', { name }) : name
}

/** Names who tapped at a door, where it was sent by another account. */
export const tapperText = (
  { caller, filters: { tappedBy: id } }: AuditEntry,
  names: AuditNames,
  lang: Language,
): string =>
  typeof id !== 'string' || id === caller.id ? '' : callerText({ caller: { kind: 'person', id } }, names, lang)

/** The words of an address that name something, without the endings of files and what only shows beforehand. */
const partsOf = (route: string): string[] =>
  route
    .replace(/^\S+ (?:.*?\/admin)?/, '')
    .split('/')
    .filter((part) => part !== '' && !/^[:{]/.test(part) && part !== 'preview')
    .map((part) => part.replace(/\.\w+$/, ''))

/**
 * Says what was done by the last word of the address, like “Approved”, or else its kind. A word that is also done
 * elsewhere needs the one before it: registration is closed, and so is a day.
 */
export function actionText({ action, route, filters }: AuditEntry, lang: Language): string {
  const parts = partsOf(route)
  const last = /[:{]action\}?$/.test(route) ? String(filters['action']) : (parts.at(-1) ?? '')
  const ended = route.startsWith('DELETE') ? sayIfKnown(lang, `admin.audit.ended.${last}`) : undefined
  if (action !== 'changed') return ended ?? say(lang, `admin.audit.${action}`)
  const done =
    sayIfKnown(lang, `admin.audit.did.${parts.at(-2)}.${last}`) ?? sayIfKnown(lang, `admin.audit.did.${last}`)
  const isNew = /^POST \S*\/[\w-]+$/.test(route) && sayIfKnown(lang, `admin.audit.in.${last}`) !== undefined
  return done ?? say(lang, isNew ? 'admin.audit.did.add' : 'admin.audit.changed')
}

export function refusedText({ filters }: AuditEntry, lang: Language): string {
  const repeats = Number(filters['repeats'])
  return repeats > 0 ? say(lang, 'admin.audit.repeated', { count: repeats }) : say(lang, 'admin.audit.refused')
}

/** Says which person or thing it was about. */
export function objectText(entry: AuditEntry, names: AuditNames, lang: Language): string {
  const { object } = entry
  const named = object && nameOf(object, names, lang)
  if (named) return named
  if (object === null || object.kind === 'object') return partText(entry, lang) ?? placeText(entry, lang)
  if (object.kind === 'training') return partText(entry, lang) ?? say(lang, 'admin.audit.of.training')
  return sayIfKnown(lang, `admin.audit.of.${object.kind}`, { id: shortId(object.id) }) ?? placeText(entry, lang)
}

function nameOf(
  { kind, id }: NonNullable<AuditEntry['object']>,
  names: AuditNames,
  lang: Language,
): string | undefined {
  const person = kind === 'registration' ? names.people.get(id) : undefined
  if (person) return `${person.name} · ${person.reference}`
  const message = kind === 'message' ? names.messages.get(id) : undefined
  if (message) return say(lang, 'admin.audit.of.message.named', { subject: pickText(message.subject, lang) })
  const edit = kind === 'agency-edit' ? names.agencies.get(id) : undefined
  if (edit) return agenciesText(edit, lang)
  if (kind === 'group') return say(lang, 'admin.audit.of.group', { id })
  return kind === 'partner' ? names.partners.get(id) : kind === 'object' ? names.callers.get(id) : undefined
}

function agenciesText({ spellings: all, agency }: { spellings: string[]; agency: string | null }, lang: Language) {
  const spellings = all.filter((one) => one !== agency).join(' · ')
  return agency === null
    ? say(lang, 'admin.audit.agencies.split', { spellings })
    : say(lang, 'admin.audit.agencies.merge', { spellings: spellings || agency, agency })
}

/** Says which page or file of a training or a person it was, like “Who is coming”. */
function partText({ route, action }: AuditEntry, lang: Language): string | undefined {
  const [first = '', ...others] = partsOf(route)
  const isRoster = first === 'trainings' && others.length === 0 && /[:}]\w*$/.test(route) && action === 'viewed'
  return sayIfKnown(lang, `admin.audit.part.${isRoster ? 'registrations' : (others.at(-1) ?? first)}`)
}

/** Says where in the pages it was. */
const placeText = ({ route }: AuditEntry, lang: Language): string =>
  sayIfKnown(lang, `admin.audit.in.${partsOf(route)[0] ?? 'home'}`) ?? say(lang, 'admin.audit.of.several')

/** The training that it was in, if it was in one: its short name. */
export function trainingOf({ object, filters }: AuditEntry, { people, messages }: AuditNames): string | undefined {
  if (object?.kind === 'training') return object.id
  const of = object && (people.get(object.id) ?? messages.get(object.id))
  return of?.training ?? (typeof filters['training'] === 'string' ? filters['training'] : undefined)
}

/** Names the training that it was in. One that is gone has its short name only. */
export function trainingText(entry: AuditEntry, names: AuditNames, lang: Language): string {
  const slug = trainingOf(entry, names)
  return slug === undefined ? '' : trainingNamed(names.trainings, slug, lang)
}
