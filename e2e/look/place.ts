import { readFileSync } from 'node:fs'
import { comingTrainings } from '../../packages/server/src/demo/coming-trainings.ts'
import { openPort } from '../../packages/server/src/start/serve.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { type TestApp, testApp } from '../../packages/server/src/testing/servers/test-app.ts'
import { type HostPage, startHostPage } from '../widget/host-page.ts'

const example = JSON.parse(
  readFileSync(new URL('../../examples/jackson-county/trainings.json', import.meta.url), 'utf8'),
)

export type Draft = NonNullable<Parameters<TestApp['givenTraining']>[0]>

/** What differs from the first responders' training, which takes sign-ups. */
const others: Draft[] = [
  { slug: 'waitlist', seats: { capacity: 0, waitlist: true } },
  { slug: 'full', seats: { capacity: 0, waitlist: false } },
  { slug: 'closed', closesAt: '2027-01-09T12:00' },
  { slug: 'upcoming', opensAt: '2027-01-15T09:00' },
  { slug: 'canceled', status: 'cancelled' },
  { slug: 'past', start: '2027-01-04T08:00', end: '2027-01-04T16:00' },
]

export interface Place {
  server: TestApp
  api: string
  host: HostPage
  /** What the first responders' training is made from. */
  responders: Draft
  stop: () => Promise<void>
}

/**
 * Starts a whole server whose clock stands still, with a training in every state, and a sponsor's
 * page on another origin.
 */
export async function startPlace(): Promise<Place> {
  const mail = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'signup@example.org' }
  // At its own address, or no logo would be found.
  const port = await freePort()
  const api = `http://127.0.0.1:${port}`
  const server = await testApp('sqlite', { environment: { ...mail, PUBLIC_URL: api } })
  const today = server.clock.now.toISOString().slice(0, 10)
  const { partners, trainings } = comingTrainings(example, today)
  const [responders, citizens] = trainings as [Draft, Draft]
  for (const partner of partners) await server.admin('POST', '/partners', partner)
  const approval = {
    slug: 'approval',
    audience: { ...responders.audience, access: 'approval', verify: 'never' },
  } as const
  const supervised = { slug: 'supervised', audience: { ...approval.audience, supervisor: 'required' } } as const
  for (const training of [
    { ...responders, audience: { ...responders.audience, verify: 'never' } } as const,
    { ...citizens, audience: { ...citizens.audience, verify: 'everyone' } } as const,
    ...[...others, approval, supervised].map((one) => ({ ...responders, ...one, series: undefined })),
    { ...responders, slug: 'withdrawn', status: 'withdrawn' } as const,
  ])
    await server.givenTraining(training)
  const listener = await openPort({ ...server.context.config, port }, async (request) => server.app.fetch(request))
  const host = await startHostPage()
  return {
    server,
    api,
    host,
    responders,
    async stop() {
      await host.stop()
      listener.close()
      if ('closeAllConnections' in listener) listener.closeAllConnections()
      await server.close()
    },
  }
}
