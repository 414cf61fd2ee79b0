import type { CreditProfileInput, CreditRule } from '@training-signup/contract'

/** What is known about someone when credit is decided. */
export interface Evidence {
  /** Minutes that count, and those that were scheduled. */
  minutes: number
  scheduled: number
  /** How many times an organizer still has to decide about. */
  doubts: number
  hasLicense: boolean
  isEvaluated: boolean
  hasPassed: boolean
}

export type MissingCredit =
  | { kind: 'time'; minutes: number }
  | { kind: 'doubts' | 'license' | 'evaluation' | 'test' | 'schedule'; minutes?: undefined }

/** Hours in all and by area, or what is missing for them. */
export type Grant =
  | { hours: number; areas: number[]; missing?: undefined }
  | { missing: [MissingCredit, ...MissingCredit[]]; hours?: undefined }

export const lacks = ({ missing }: Grant, kind: MissingCredit['kind']): boolean =>
  missing?.some((one) => one.kind === kind) ?? false

type Rules = Pick<CreditProfileInput, 'rule'> & { areas: readonly { hours: number }[] }

/**
 * Decides what someone gets. Where a profile has areas, their hours are given whole or not at all;
 * where it has none, the minutes become hours.
 */
export function grant({ rule, areas }: Rules, evidence: Evidence): Grant {
  const scheduled = Math.max(0, evidence.scheduled)
  const minutes = Math.min(Math.max(0, evidence.minutes), scheduled)
  const hundredths = areas.map(({ hours }) => Math.round(hours * 100))
  const total = hundredths.reduce((sum, one) => sum + one, 0)
  const short = neededMinutes(rule, scheduled, areas.length > 0) - minutes
  const missing: MissingCredit[] = [
    ...(short > 0 ? [{ kind: 'time', minutes: short } as const] : []),
    ...(evidence.doubts > 0 ? [{ kind: 'doubts' } as const] : []),
    ...(rule.license && !evidence.hasLicense ? [{ kind: 'license' } as const] : []),
    ...(rule.evaluation && !evidence.isEvaluated ? [{ kind: 'evaluation' } as const] : []),
    ...(rule.postTest && !evidence.hasPassed ? [{ kind: 'test' } as const] : []),
    // More hours than there were minutes would be a claim that no one can keep.
    ...(total * rule.minutesPerHour > scheduled * 100 ? [{ kind: 'schedule' } as const] : []),
  ]
  const [first, ...others] = missing
  if (first) return { missing: [first, ...others] }
  if (areas.length > 0) return { hours: total / 100, areas: areas.map(({ hours }) => hours) }
  return { hours: hoursOf(minutes, rule), areas: [] }
}

/** Turns minutes into hours, in steps of the rule. */
export function hoursOf(minutes: number, { round, rounding, minutesPerHour }: CreditRule): number {
  const steps = minutes / (minutesPerHour * round)
  return (rounding === 'down' ? Math.floor(steps) : Math.floor(steps + 0.5)) * round
}

/** Returns how many minutes are enough: the rule's share and, where minutes become hours, one step. */
export function neededMinutes(rule: CreditRule, scheduled: number, hasAreas: boolean): number {
  const share = Math.ceil((scheduled * rule.minimumShare) / 100)
  const step = rule.minutesPerHour * rule.round
  return Math.max(share, hasAreas ? 1 : Math.ceil(rule.rounding === 'down' ? step : step / 2))
}
