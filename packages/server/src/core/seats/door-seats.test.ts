import assert from 'node:assert/strict'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { checkIn, seatAtDoor, undoCheckIn } from '../attendance/check-in.ts'
import { register } from '../sign-up/register.ts'
import { keepUnclaimedSeats, openUnclaimedSeats } from './door-seats.ts'

/** 9 AM in Chicago. */
const start = Date.parse('2027-03-06T15:00:00Z')
const minuteMs = 60_000

onBothDatabases('seats at the door', (given) => {
  const at = (minutes: number) => {
    given().clock.now = new Date(start + minutes * minuteMs)
  }
  const fill = async (seats: object, people: number) => {
    const { givenTraining, signUp } = given()
    const { slug } = await givenTraining({ seats: { waitlist: true, ...seats } })
    for (let person = 0; person < people; person++) await signUp(slug, { people: [someone()] })
    return slug
  }
  const idsOf = async (slug: string, status: 'confirmed' | 'waitlisted') =>
    (await given().rows('registration', { slug, status })).map(({ id }) => id)
  const walkIn = (slug: string, person = someone()) =>
    register(given().context, slug, {
      input: { people: [person] },
      channel: 'walk-in',
      origin: null,
      lang: 'en',
      byOrganizer: true,
    })
  const outcomeOf = async (asked: Promise<{ registrationIds: string[] }>) => {
    const [id = ''] = (await asked).registrationIds
    return (await given().row('registration', { id })).status as string
  }
  const seatsOf = async (slug: string) => {
    const { status, body } = await given().admin('GET', `/trainings/${slug}/door`)
    assert.equal(status, 200)
    const { opensAt: _, ...seats } = body.seats
    return seats
  }
  const refused = (asked: Promise<unknown>, name: string) =>
    assert.rejects(asked, (error) => error instanceof ProblemError && error.problemName === name)

  test('registrations never take what is kept for walk-ins, who do', async () => {
    const slug = await fill({ capacity: 3, walkIns: 1 }, 4)
    assert.equal((await idsOf(slug, 'confirmed')).length, 2)
    const [waiting = ''] = await idsOf(slug, 'waitlisted')
    assert.equal((await given().admin('POST', `/registrations/${waiting}/promote`)).status, 409)
    assert.equal(await outcomeOf(walkIn(slug)), 'confirmed')
    assert.equal(await outcomeOf(walkIn(slug)), 'waitlisted')
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('a seat that a walk-in gives up is kept for another, while people wait', async () => {
    const slug = await fill({ capacity: 2, walkIns: 1 }, 2)
    await walkIn(slug)
    const { id } = await given().row('registration', { slug, channel: 'walk-in' })
    await given().admin('POST', `/registrations/${id}/cancel`)
    assert.equal((await idsOf(slug, 'waitlisted')).length, 1)
    assert.equal((await seatsOf(slug)).free, 1)
  })

  test('visitors see a training as full while seats are kept for walk-ins', async () => {
    const slug = await fill({ capacity: 2, walkIns: 1, waitlist: false, showExact: true }, 0)
    const stateOf = async () =>
      JSON.parse(await (await given().send('GET', `/api/v1/trainings/${slug}`)).text()).training
    assert.equal((await stateOf()).seatsLeft, 1)
    await given().signUp(slug, { people: [someone()] })
    assert.equal((await stateOf()).state, 'full')
    assert.equal((await given().signUp(slug, { people: [someone()] })).status, 409)
    assert.equal((await given().admin('GET', `/trainings/${slug}`)).body.seats.capacity, 2)
  })

  test('fewer kept for walk-ins let people who wait have them', async () => {
    const slug = await fill({ capacity: 2, walkIns: 2 }, 2)
    assert.equal((await idsOf(slug, 'confirmed')).length, 0)
    await given().admin('PATCH', `/trainings/${slug}`, { seats: { walkIns: 1 } })
    assert.equal((await idsOf(slug, 'confirmed')).length, 1)
    const { status } = await given().admin('PATCH', `/trainings/${slug}`, { seats: { walkIns: 3 } })
    assert.equal(status, 422)
  })

  test('unclaimed seats open up from the time that the training says, and for the door alone', async () => {
    const slug = await fill({ capacity: 2, unclaimedMinutes: 20 }, 3)
    at(19)
    await refused(openUnclaimedSeats(given().context, slug), 'wrong-status')
    at(20)
    const [came = ''] = await idsOf(slug, 'confirmed')
    await checkIn(given().context, came)
    assert.deepEqual(await seatsOf(slug), { capacity: 2, free: 0, unclaimed: 1, opened: 0, over: 0 })
    assert.equal(await outcomeOf(walkIn(slug)), 'waitlisted')
    assert.equal(await openUnclaimedSeats(given().context, slug), 1)
    assert.deepEqual(await seatsOf(slug), { capacity: 2, free: 1, unclaimed: 0, opened: 1, over: 0 })
    assert.equal((await idsOf(slug, 'waitlisted')).length, 2)
    const phoned = given().admin('POST', '/registrations', { training: slug, people: [someone()], channel: 'phone' })
    assert.equal((await phoned).body.registrations[0].status, 'waitlisted')
    assert.equal(await outcomeOf(walkIn(slug)), 'confirmed')
    assert.equal(await outcomeOf(walkIn(slug)), 'waitlisted')
    assert.deepEqual(await seatsOf(slug), { capacity: 2, free: 0, unclaimed: 1, opened: 1, over: 0 })
  })

  test('someone who waits gets one, and is here', async () => {
    const slug = await fill({ capacity: 1 }, 3)
    at(30)
    const [first = '', second = ''] = await idsOf(slug, 'waitlisted')
    await refused(seatAtDoor(given().context, second), 'no-seat-free')
    await openUnclaimedSeats(given().context, slug)
    await seatAtDoor(given().context, second)
    const row = await given().row('registration', { id: second })
    assert.deepEqual([row.status, row.checked_in_at], ['confirmed', given().clock.now.toISOString()])
    await refused(seatAtDoor(given().context, first), 'no-seat-free')
    await refused(seatAtDoor(given().context, second), 'wrong-status')
    assert.deepEqual(await given().rows('person_event', { registration_id: second, kind: 'extra-seat' }), [])
  })

  test('who comes late still gets in, and the door says that there are more people than seats', async () => {
    const slug = await fill({ capacity: 1 }, 2)
    at(30)
    const [late = ''] = await idsOf(slug, 'confirmed')
    const [waiting = ''] = await idsOf(slug, 'waitlisted')
    await openUnclaimedSeats(given().context, slug)
    const door = async () => (await given().admin('GET', `/trainings/${slug}/door`)).body
    const isOpen = ({ people }: { people: { id: string; isSeatOpen: boolean }[] }) =>
      people.find(({ id }) => id === late)?.isSeatOpen
    assert.equal(isOpen(await door()), true)
    await seatAtDoor(given().context, waiting)
    await checkIn(given().context, late)
    assert.deepEqual(await seatsOf(slug), { capacity: 1, free: 0, unclaimed: 0, opened: 0, over: 1 })
    assert.equal(isOpen(await door()), false)
    assert.equal(await outcomeOf(walkIn(slug)), 'waitlisted')
    await undoCheckIn(given().context, late)
    assert.deepEqual(await seatsOf(slug), { capacity: 1, free: 0, unclaimed: 0, opened: 1, over: 0 })
  })

  test('kept again, no more are given, and those given stay', async () => {
    const slug = await fill({ capacity: 2 }, 2)
    at(30)
    await openUnclaimedSeats(given().context, slug)
    assert.equal(await outcomeOf(walkIn(slug)), 'confirmed')
    assert.equal(await keepUnclaimedSeats(given().context, slug), 2)
    assert.equal(await outcomeOf(walkIn(slug)), 'waitlisted')
    assert.equal((await idsOf(slug, 'confirmed')).length, 3)
  })

  test('doors that give the last seats together give each once', async () => {
    const slug = await fill({ capacity: 3 }, 8)
    at(30)
    const waiting = await idsOf(slug, 'waitlisted')
    await openUnclaimedSeats(given().context, slug)
    const seatings = waiting.map((id) => seatAtDoor(given().context, id))
    const walkIns = [1, 2, 3, 4, 5].map(() => walkIn(slug))
    await Promise.allSettled([...seatings, ...walkIns])
    assert.equal((await idsOf(slug, 'confirmed')).length, 6)
    assert.equal((await given().row('training', { slug })).seats_taken, 6)
  })

  test('someone who is registered is found in a full training, too', async () => {
    const slug = await fill({ capacity: 0, waitlist: false }, 0)
    const ada = someone()
    const add = (extraSeat?: string) =>
      given().admin('POST', '/registrations', { training: slug, people: [ada], channel: 'walk-in', extraSeat })
    assert.equal((await add('Sent by the chief')).status, 201)
    assert.deepEqual((await add('Sent by the chief')).status, 409)
  })
})
