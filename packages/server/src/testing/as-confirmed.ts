import type { Json } from './servers/test-app.ts'
import type { TrainingViews } from './traces/record-views.ts'

type Shown = Pick<TrainingViews, 'registrations' | 'totals' | 'csv'>

export const countMarked = ({ totals: { attended = 0, no_show = 0 } }: Pick<Shown, 'totals'>): number =>
  attended + no_show

/**
 * Returns what is shown of a training with people who were marked as present or absent as what they
 * are now: confirmed. The absent were in some files only.
 */
export function asConfirmed<T extends Shown>(shown: T, { registrations }: Shown): T {
  const absent = registrations.filter(({ status }) => status === 'no_show').map((one) => `"${one.familyName}"`)
  const { attended: _, no_show: __, ...others } = shown.totals
  const marked = countMarked(shown)
  const asNow = (one: Json) => ({ ...one, status: one.status.replace(/attended|no_show/, 'confirmed') })
  const linesOf = (lines: string[]) =>
    lines
      .filter((line) => !absent.some((name) => line.includes(name)))
      .map((line) => line.replace('attended', 'confirmed'))
  return {
    ...shown,
    registrations: shown.registrations.map(asNow),
    totals: marked > 0 ? { ...others, confirmed: (others.confirmed ?? 0) + marked } : others,
    csv: Object.fromEntries(Object.entries(shown.csv).map(([name, lines]) => [name, linesOf(lines)])),
  }
}
