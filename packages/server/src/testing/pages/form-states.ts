import { comparePeople } from '../../core/registrations/compare-people.ts'
import { keep } from '../../platform/http/keep.ts'
import { closedDay, dayToDecide, held } from '../contract/day-cases.ts'
import { openableSeats, waitingForSeat } from '../contract/door-cases.ts'
import {
  approval,
  coordinated,
  deliveryWhile,
  draftedMessage,
  groupedIn,
  mailThatWas,
  partner,
  registeredIn,
  trainingWith,
} from '../contract/states.ts'
import { someone, type TestApp } from '../servers/test-app.ts'

type Named = Record<string, unknown>
interface Given {
  running: TestApp
  /** The account that is signed in. */
  owner: { id: string }
  goOn: (ms: number) => void
}

const inApproval = ({ running }: Given) => registeredIn(approval)(running)
const selected =
  (draft: Parameters<typeof registeredIn>[0]) =>
  async ({ running }: Given): Promise<Named> => {
    const { slug, id } = await registeredIn(draft)(running)
    return { slug, query: `?id=${id}` }
  }
const groupInApproval = ({ running }: Given) => groupedIn(approval)(running)

let pairs = 0

async function twice({ running, goOn }: Given) {
  const { email: _, ...person } = someone()
  const people = ['one', 'other'].map((name) => ({ ...person, email: `${name}.${person.familyName}@twice.example` }))
  const { slug } = await registeredIn({}, () => people)(running)
  // Behind all that was drawn in an earlier test, too.
  goOn(4 * 60_000 * (pairs += 1))
  await comparePeople(running.context)
  const { body } = await running.admin('GET', `/trainings/${slug}/duplicates`)
  return { slug, id: body.pairs[0].id, registration: body.pairs[0].registrations[0].id as string }
}

async function merged(given: Given): Promise<Record<string, never>> {
  const { query } = await agencies(given)
  const spellings = new URLSearchParams(query).getAll('spelling')
  await given.running.admin('POST', '/agencies/merge', { spellings, name: spellings[0] })
  return {}
}

async function agencies({ running }: Given): Promise<{ query: string }> {
  const names = ['One', 'Two'].map((name) => `${name} ${someone().familyName}`)
  await registeredIn({ fields: { agency: 'optional' } }, () => names.map((agency) => someone({ agency })))(running)
  return { query: `?${names.map((name) => `spelling=${encodeURIComponent(name)}`).join('&')}` }
}

async function onWaitingList({ running }: Given): Promise<Named> {
  const { slug } = await registeredIn({ seats: { capacity: 1, waitlist: true } })(running)
  await running.signUp(slug, { people: [someone()] })
  const { registrations } = (await running.admin('GET', `/registrations?training=${slug}&status=waitlisted`)).body
  return { slug, id: registrations[0].id, query: `?id=${registrations[0].id}` }
}

async function scheduled({ running }: Given): Promise<Named> {
  const { id } = await draftedMessage(running)
  await running.admin('PUT', `/messages/${id}/schedule`, { sendAt: '2027-03-03T15:00:00.000Z' })
  return { id }
}

/** What shows each form that the page of its path alone does not show. */
export const formStates: Record<string, (given: Given) => Promise<Named>> = {
  '/account/columns': ({ running }) => registeredIn({})(running),
  '/trainings/:slug/publish': ({ running }) => trainingWith({ status: 'draft' })(running),
  '/trainings/:slug/test-email': async ({ running }) => {
    const { slug } = await trainingWith({ status: 'draft', contact: { email: 'trainings@example.org' } })(running)
    return { slug, page: `/admin/trainings/${slug}/publish` }
  },
  '/trainings/:slug/delete': ({ running }) => trainingWith({ status: 'draft' })(running),
  '/trainings/:slug/resume': ({ running }) => trainingWith({ status: 'cancelled' })(running),
  '/trainings/:slug/reopen': ({ running }) => trainingWith({ closesAt: '2027-01-01T09:00' })(running),
  '/trainings/:slug/duplicates/:id/keep': async (given) => {
    const named = await twice(given)
    return { ...named, query: `?registration=${named.registration}` }
  },
  '/trainings/:slug/duplicates/:id/apart': twice,
  '/trainings/:slug/register': ({ running }) => coordinated(running),
  '/registrations/:id/replace': ({ running }) => coordinated(running),
  '/registrations/:id/give-up': ({ running }) => coordinated(running),
  '/registrations/:id/approve': inApproval,
  '/registrations/:id/decline': inApproval,
  '/registrations/:id/approve/preview': inApproval,
  '/registrations/:id/decline/preview': inApproval,
  '/trainings/:slug/attendance/people/:id': async ({ running }) => {
    const { slug, id } = await held(running)
    return { slug, id, page: `/admin/trainings/${slug}/attendance?open=${id}` }
  },
  '/trainings/:slug/attendance/paper': async ({ running }) => {
    const { slug, people } = await held(running)
    return { slug, page: `/admin/trainings/${slug}/attendance/paper?q=${people[0]?.familyName.slice(0, 2)}` }
  },
  '/trainings/:slug/attendance/paper/undo': async ({ running }) => {
    const { slug, id } = await held(running)
    const mark = { id: crypto.randomUUID(), registration: id, kind: 'in', source: 'paper' }
    await running.admin('POST', `/trainings/${slug}/marks`, { marks: [mark] })
    return { slug }
  },
  '/trainings/:slug/attendance/decide': ({ running }) => dayToDecide(running),
  '/trainings/:slug/attendance/reopen': ({ running }) => closedDay(running),
  '/registrations/:id/promote': onWaitingList,
  '/groups/:reference/approve': groupInApproval,
  '/groups/:reference/decline': groupInApproval,
  '/trainings/:slug/bulk/approve/preview': inApproval,
  '/trainings/:slug/bulk/decline/preview': inApproval,
  '/trainings/:slug/bulk/promote/preview': onWaitingList,
  '/trainings/:slug/bulk/cancel/preview': inApproval,
  '/trainings/:slug/bulk/approve': selected(approval),
  '/trainings/:slug/bulk/decline': selected(approval),
  '/trainings/:slug/bulk/cancel': selected({}),
  '/trainings/:slug/bulk/promote': onWaitingList,
  '/trainings/:slug/bulk/message': inApproval,
  '/emails/:id/arrived': async ({ running }) => {
    const mail = await mailThatWas('sent')(running)
    await running.admin('PUT', `/mails/${mail.id}/returned`)
    return mail
  },
  '/messages/:id/schedule': scheduled,
  '/messages/:id/unschedule': scheduled,
  '/trainings/:slug/import': async ({ running, owner }) => {
    const { slug } = await trainingWith({})(running)
    const list = { training: slug, rows: [['Name'], ['Ada Reyes']], input: {} }
    return { slug, query: `?draft=${await keep(running.context, owner, list, 60)}` }
  },
  '/door/:slug/opened-seats': ({ running }) => openableSeats(running),
  '/door/:slug/kept-seats': async ({ running }) => {
    const { slug } = await openableSeats(running)
    await running.admin('PUT', `/trainings/${slug}/door/opened-seats`)
    return { slug }
  },
  '/door/:slug/:id/seat': ({ running }) => waitingForSeat(running),
  '/door/:slug/:id/check-out': async ({ running }) => {
    const { slug, id } = await registeredIn({})(running)
    await running.admin('PUT', `/registrations/${id}/check-in`)
    return { slug, id, page: `/admin/door/${slug}?way=out` }
  },
  '/door/:slug/:id/undo': async ({ running }) => {
    const { slug, id } = await registeredIn({})(running)
    await running.admin('PUT', `/registrations/${id}/check-in`)
    return { slug, id }
  },
  '/partners/:slug/report-link/end': async ({ running }) => {
    const { slug } = await partner(running)
    await running.admin('POST', `/partners/${slug}/report-link`)
    return { slug }
  },
  '/webhooks/:id/deliveries/:delivery/replay': async ({ running, running: { context } }) => {
    const { webhook, id } = await deliveryWhile('on')(running)
    await context.db.transaction((tx) =>
      tx.updateTable('webhook_delivery').set({ outcome: 'failed' }).where('id', '=', id).execute(),
    )
    return { id: webhook, delivery: id }
  },
  '/account/passkeys/:id/remove': async ({ running: { context }, owner }) => {
    const id = context.newId()
    const passkey = { id, user_id: owner.id, name: 'Firefox', public_key: 'key', credential_id: id, counter: 0 }
    const more = { transports: null, created_at: null }
    await context.db.transaction((tx) =>
      tx
        .insertInto('auth_passkey')
        .values({ ...passkey, ...more })
        .execute(),
    )
    return { id }
  },
  '/agencies/merge': agencies,
  '/agencies/undo': merged,
  '/agencies/split': merged,
}
