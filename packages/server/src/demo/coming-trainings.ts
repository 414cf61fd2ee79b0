import { Temporal } from 'temporal-polyfill'

const daysBetweenTrainings = 21
const times = ['start', 'end', 'opensAt', 'closesAt'] as const
export type Dated = { start: string; end: string; opensAt?: string | undefined; closesAt?: string | undefined }

/**
 * Returns the same trainings on future dates, each on its own weekday and at its own local hours.
 * The first is at least three weeks after `today` (like 2026-11-25); each next one is three
 * weeks later.
 */
export function comingTrainings<File extends { trainings: Dated[] }>(file: File, today: string): File {
  const trainings = file.trainings.map((training, index) => {
    const given = Temporal.PlainDate.from(training.start.slice(0, 10))
    const earliest = Temporal.PlainDate.from(today).add({ days: daysBetweenTrainings * (index + 1) })
    const toSameWeekday = (given.dayOfWeek - earliest.dayOfWeek + 7) % 7
    const days = given.until(earliest).days + toSameWeekday
    const moved = { ...training }
    for (const time of times) {
      const value = training[time]
      if (value === undefined) continue
      moved[time] = Temporal.PlainDateTime.from(value).add({ days }).toString({ smallestUnit: 'minute' })
    }
    return moved
  })
  return { ...file, trainings }
}
