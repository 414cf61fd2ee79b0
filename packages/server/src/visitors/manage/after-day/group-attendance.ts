import { minutesIn } from '../../../core/attendance/attend.ts'
import { attendedByEach } from '../../../core/attendance/read-attendance.ts'
import { isSeated } from '../../../core/seats/transitions.ts'
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
  system: Pick<System, 'db' | 'now'>,
  { stored: { row } }: Pick<GroupOwner, 'stored'>,
  members: readonly Member[],
): Promise<GroupAttendance> {
  const own = members.flatMap(({ registration }) => registration ?? [])
  if (row.day_closed_at === null || own.length === 0) return new Map()
  const attended = await attendedByEach(system, row.id, own)
  return new Map(
    attended.flatMap(({ person: { id, status }, sessions }) => {
      const minutes = minutesIn(sessions)
      return isSeated(status) || minutes > 0 ? [[id, minutes] as const] : []
    }),
  )
}
