import { type Field, type Language, limits, type Person, type ProblemFault } from '@training-signup/contract'
import type { Context } from 'hono'
import { textCheck } from '../../core/trainings/answer-checks.ts'
import { readSentForm } from '../../platform/html/sent-form.ts'
import { say, sayFault } from '../../words/index.ts'

/** The question of a supervisor's no. */
export const reasonField = (lang: Language): Field => ({
  id: 'reason',
  type: 'textarea',
  label: say(lang, 'manage.confirm.reason'),
  hint: say(lang, 'manage.confirm.reason.hint'),
  required: false,
  maxLength: limits.reason,
})

const check = textCheck(limits.reason)

/** Reads why a supervisor says no, or what is wrong with it. */
export async function readReason(
  c: Context,
  lang: Language,
): Promise<{ reason: string | null } | { person: Person; faults: ProblemFault[] }> {
  const field = reasonField(lang)
  const { person } = await readSentForm(c, { fields: [field], consents: [], requires: [] })
  const checked = check(person[field.id] ?? '')
  if (checked === undefined) return { reason: null }
  if ('value' in checked) return { reason: String(checked.value) }
  const message = sayFault(lang, checked.fault, { field: field.id, label: field.label, max: limits.reason })
  return { person, faults: [{ pointer: `/people/0/${field.id}`, code: checked.fault, message }] }
}
