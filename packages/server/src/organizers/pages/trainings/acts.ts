import type { AdminTraining, TrainingInput, TrainingState } from '@training-signup/contract'
import { stateOf, takesSignUps } from '../../../core/trainings/availability.ts'
import { instantOf, localOf } from '../../../core/trainings/local-time.ts'

/**
 * What can be done with a whole training, what ends it for everyone last. Each has a page of its own
 * that says what it leads to.
 */
export const actNames = ['publish', 'resume', 'close', 'reopen', 'withdraw', 'call-off', 'delete'] as const
export type ActName = (typeof actNames)[number]

interface Act {
  isPossible: (input: TrainingInput, state: TrainingState) => boolean
  /** The training afterwards. */
  change: (input: TrainingInput, now: Date) => TrainingInput
  /** Whether visitors who wait for it can register then. */
  opens?: boolean
  /** Whether those who are registered hear of it, if only from the organizer. */
  tells?: boolean
  /** Whether it ends something, so that its button never comes first. */
  isEnd?: boolean
}

const withStatus = (status: TrainingInput['status']) => (input: TrainingInput) => ({ ...input, status })

export const acts: Record<ActName, Act> = {
  publish: {
    isPossible: ({ status }) => status === 'draft' || status === 'withdrawn',
    change: withStatus('published'),
    opens: true,
  },
  resume: {
    isPossible: ({ status }) => status === 'cancelled',
    change: withStatus('published'),
    tells: true,
    opens: true,
  },
  close: {
    isPossible: ({ status }, state) => status === 'published' && (takesSignUps({ state }) || state === 'full'),
    change: closeAt,
  },
  reopen: {
    isPossible: ({ status, closesAt }, state) => status === 'published' && state === 'closed' && closesAt !== undefined,
    change: (input) => ({ ...input, closesAt: undefined }),
    opens: true,
  },
  'call-off': {
    isPossible: ({ status }, state) => status === 'published' && state !== 'past',
    change: withStatus('cancelled'),
    tells: true,
    isEnd: true,
  },
  withdraw: {
    isPossible: ({ status }) => status === 'published' || status === 'cancelled',
    change: withStatus('withdrawn'),
    isEnd: true,
  },
  delete: {
    isPossible: ({ status }) => status === 'draft',
    change: (input) => input,
    isEnd: true,
  },
}

function closeAt({ opensAt, ...input }: TrainingInput, now: Date): TrainingInput {
  const closesAt = localOf(now, input.timeZone)
  // An opening in the same minute has passed, and the schema wants some time in between.
  return { ...input, closesAt, ...(opensAt !== undefined && opensAt < closesAt ? { opensAt } : {}) }
}

/** Returns the state of a training for visitors, whatever its status. */
const stateNow = ({ training, seats }: Pick<AdminTraining, 'training' | 'seats'>, now: Date): TrainingState =>
  stateOf(
    {
      status: training.status,
      opensAt: training.opensAt === undefined ? null : instantOf(training.opensAt, training.timeZone),
      closesAt: instantOf(training.closesAt ?? training.start, training.timeZone),
      startsAt: instantOf(training.start, training.timeZone),
      endsAt: instantOf(training.end, training.timeZone),
      capacity: seats.capacity,
      seatsTaken: seats.taken,
      waitlist: training.seats.waitlist,
    },
    now,
  )

/** Returns what can be done with a training now. */
export const possibleActs = (training: Pick<AdminTraining, 'training' | 'seats'>, now: Date): ActName[] =>
  actNames.filter((name) => acts[name].isPossible(training.training, stateNow(training, now)))
