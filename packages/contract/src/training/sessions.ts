import { z } from 'zod'
import { localDateTime, localText } from '../text.ts'

const Session = z.strictObject({
  start: localDateTime,
  end: localDateTime,
  /** What people call it, like “Morning”. */
  label: localText(100).optional(),
})
export type TrainingSession = z.output<typeof Session>

export const mostSessions = 20

/**
 * Half days, or days, in order. Who was there is noted for each. Without any, there is one: the
 * whole training.
 */
export const Sessions = z.array(Session).min(1).max(mostSessions)

/**
 * `arrival`: a person who came in is there until the end of the session, unless they are noted to
 * leave. `in-and-out`: without the time when they left, a session doesn’t count.
 */
export const Attendance = z.enum(['arrival', 'in-and-out']).default('arrival')
export type AttendanceRule = z.output<typeof Attendance>

interface Sessioned {
  start: string
  end: string
  sessions?: readonly TrainingSession[] | undefined
}

/** Returns what is wrong with the times of a training’s sessions. */
export function sessionFaults({
  start,
  end,
  sessions = [],
}: Sessioned): { path: (string | number)[]; message: string }[] {
  return sessions.flatMap((session, index) => {
    const before = sessions[index - 1]
    const fault = (field: string, message: string) => [{ path: ['sessions', index, field], message }]
    if (session.end <= session.start) return fault('end', 'The end must be after the start.')
    if (session.start < start) return fault('start', 'Use a time during the training.')
    if (session.end > end) return fault('end', 'Use a time during the training.')
    if (before !== undefined && session.start < before.end)
      return fault('start', 'It must start after the part before it has ended.')
    return []
  })
}

/** Returns the sessions of a training, in order: all of it, if it names none. */
export const sessionsOf = ({ start, end, sessions }: Sessioned): readonly TrainingSession[] =>
  sessions ?? [{ start, end }]
