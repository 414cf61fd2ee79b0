import { attend } from '../../../core/attendance/attend.ts'
import { readMarks, trainingRule } from '../../../core/attendance/read-attendance.ts'
import { isActive, isSeated } from '../../../core/seats/transitions.ts'
import type { System } from '../../../platform/system.ts'
import type { Member } from '../group-actions.ts'
import type { GroupOwner } from '../link-owner.ts'

/** How many minutes members were there, by their ids. Others are not in it. */
export type GroupAttendance = ReadonlyMap<string, number>

/**
 * Returns how long members were there, once the day is closed. It has only people without
 * an address of their own: about others it would tell a stranger, who had named them in a group,
 * whether they came.
 */
export async function readGroupAttendance(
  { db, now }: Pick<System, 'db' | 'now'>,
  { stored: { row } }: Pick<GroupOwner, 'stored'>,
  members: readonly Member[],
): Promise<GroupAttendance> {
  const own = members.flatMap(({ registration }) => registration ?? [])
  if (row.day_closed_at === null || own.length === 0) return new Map()
  const { sessions, rule } = await trainingRule(db.reader, row.id)
  const ids = own.map(({ id }) => id)
  const marks = await readMarks(db.reader, row.id, ids)
  return new Map(
    own.flatMap(({ id, status, changed_at }) => {
      const endedAt = isActive(status) ? undefined : changed_at
      const attended = attend({ marks: marks.get(id) ?? [], sessions, rule, now: now(), endedAt })
      const minutes = attended.reduce((sum, session) => sum + session.minutes, 0)
      return isSeated(status) || minutes > 0 ? [[id, minutes] as const] : []
    }),
  )
}
