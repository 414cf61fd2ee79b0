import type { RegistrationStatus } from '@training-signup/contract'
import fc from 'fast-check'
import { checkIn, seatAtDoor, undoCheckIn } from '../../core/attendance/check-in.ts'
import { keepUnclaimedSeats, openUnclaimedSeats } from '../../core/seats/door-seats.ts'
import { register, type SentSignUp } from '../../core/sign-up/register.ts'
import { oneOf } from '../sent-sign-ups.ts'
import { someone, type TestApp } from '../servers/test-app.ts'

const verbs = { 'seat-at-door': seatAtDoor, come: checkIn, 'not-come': undoCheckIn }
const isFor = { 'seat-at-door': 'waitlisted', come: 'confirmed', 'not-come': 'confirmed' } satisfies Record<
  keyof typeof verbs,
  RegistrationStatus
>
const alone = ['walk-in', 'open-seats', 'open-seats', 'keep-seats'] as const

/** What happens at a door. */
export type DoorStep = { do: (typeof alone)[number] } | { do: keyof typeof verbs; which: number }

export const doorStep: fc.Arbitrary<DoorStep> = fc.oneof(
  fc.record({ do: fc.constantFrom(...alone) }),
  fc.record({ do: fc.constantFrom('seat-at-door', 'seat-at-door', 'come', 'not-come'), which: fc.nat(20) }),
)

export const isDoorStep = (one: { do: string }): one is DoorStep =>
  one.do in verbs || alone.some((name) => name === one.do)

/** Whether a step gives someone at the door a seat. */
export const givesAtDoor = (one: { do: string }): boolean => one.do === 'walk-in' || one.do === 'seat-at-door'

const yearMs = 365 * 24 * 60 * 60_000

/** Takes a step, as if unclaimed seats could be opened at any time. */
export async function takeDoorStep({ context, clock, rows }: TestApp, slug: string, one: DoorStep): Promise<unknown> {
  if (one.do === 'walk-in') return register(context, slug, walkIn())
  if (one.do === 'keep-seats') return keepUnclaimedSeats(context, slug)
  const later = () => new Date(clock.now.getTime() + yearMs)
  if (one.do === 'open-seats') return openUnclaimedSeats({ ...context, now: later }, slug)
  if (!('which' in one)) return undefined
  const id = oneOf(await rows('registration', { slug, status: isFor[one.do] }), one.which)?.id
  return id === undefined ? undefined : verbs[one.do](context, id)
}

const walkIn = (): SentSignUp => ({
  input: { people: [someone()] },
  channel: 'walk-in',
  origin: null,
  lang: 'en',
  byOrganizer: true,
})
