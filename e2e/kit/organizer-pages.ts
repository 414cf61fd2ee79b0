import assert from 'node:assert/strict'
import { pageRules } from '../../packages/server/src/testing/pages/page-access-rules.ts'
import { picture } from '../../packages/server/src/testing/pages/pictures.ts'
import { fillHeldTraining } from './held-training.ts'
import type { Signup } from './signup.ts'

/** The training whose pages are filled. */
export const filledTraining = 'citizens'
const training = `/trainings/${filledTraining}`

/**
 * Files, numbers for a script, an email, which is looked at where emails are, and questions that
 * look like the others, about what is not here.
 */
const noPages = /\.(?:csv|xlsx|pdf|zip)$|\/progress$|\/session$|\/email$|\/(?:passkeys|keys|duplicates)\/:id\/\w+$/

/** Longer than a phone is wide. */
const longWord = 'Pneumonoultramicroscopicsilicovolcanoconiosis'

const person = (familyName: string, more: object = {}) => ({
  givenName: 'Ada',
  familyName,
  email: `${familyName.toLowerCase()}@kcpd.example`,
  agency: 'Kansas City Police Department',
  ...more,
})

type Filled = Awaited<ReturnType<typeof fill>>

/** Fills a server, and returns the paths of every page of its organizers. Each shows something. */
export async function fillOrganizerPages(signup: Signup): Promise<string[]> {
  const filled = await fill(signup)
  const known: Record<string, string[]> = {
    ...pathsOfPeople(filled),
    ...pathsOfTrainings(filled),
    ...pathsOfTheRest(filled),
  }
  const patterns = Object.keys(pageRules)
    .filter((rule) => rule.startsWith('GET ') && !noPages.test(rule))
    .map((rule) => rule.slice('GET '.length))
  assert.ok(patterns.length > 40)
  return patterns.flatMap((pattern) => known[pattern] ?? [pattern.replace(':slug', filledTraining)])
}

async function fill(signup: Signup) {
  const post = postTo(signup)
  const audience = (verify: string) => ({ audience: { access: 'approval', verify } })
  const fields = { agency: 'optional', needs: 'optional', phone: 'optional' }
  await signup.admin(`trainings/${filledTraining}`, 'PATCH', { ...audience('never'), fields })
  // Wider than a phone.
  const logo = await upload(signup, picture(600, 200))
  await post('partners', { slug: 'rotary', name: `Rotary Club of ${longWord}`, logo })
  const reference = await fillPeople(signup)
  await signup.admin(`trainings/${filledTraining}`, 'PATCH', audience('everyone'))
  await register(signup, { people: [person('Moreno')] })
  const ids = (await readFrom(signup, `registrations?training=${filledTraining}`, 'registrations')).map(({ id }) => id)
  const [request] = await readFrom(signup, `requests?training=${filledTraining}`, 'requests')
  await post('bulk-actions', { action: 'approve', training: filledTraining, registrations: ids.slice(0, 1) })
  const inLine = await fillTrainings(signup)
  const messages = await fillMessages(signup, ids)
  const access = await fillAccess(signup)
  const credit = await fillCredit(signup)
  const names = ['Brewer', 'Okafor', longWord, 'Reyes', 'Wu']
  const came = await fillHeldTraining(signup, { profile: credit.profile, names })
  await signup.admin(`trainings/${filledTraining}`, 'PATCH', { audience: { coordinators: true } })
  const { id: coordinated } = await post(`trainings/${filledTraining}/agency-people`, {
    agency: `${longWord} Police`,
    person: person(`${longWord}s`),
  })
  return {
    reference,
    ids,
    one: ids[0],
    request: request?.id,
    coordinated,
    inLine,
    ...messages,
    ...access,
    ...credit,
    came,
  }
}

async function upload({ api, token }: Signup, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' }
  const response = await fetch(`${api}/api/v1/admin/logos`, { method: 'POST', headers, body })
  return ((await response.json()) as { logo: string }).logo
}

const postTo = (signup: Signup) => async (path: string, body?: object) =>
  (await (await signup.admin(path, 'POST', body)).json()) as Record<string, string>

const readFrom = async (signup: Signup, path: string, list: string) =>
  ((await (await signup.admin(path)).json()) as Record<string, { id: string }[]>)[list]!

async function register(signup: Signup, body: object) {
  const response = await fetch(`${signup.api}/api/v1/trainings/${filledTraining}/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(response.status, 201, await response.clone().text())
  return (await response.json()) as { reference: string }
}

/** Registers people and a group, and returns the group's reference. */
async function fillPeople(signup: Signup): Promise<string> {
  const needs = 'ASL interpreter'
  await register(signup, { people: [person(longWord, { agency: longWord, needs })], partner: 'rotary' })
  await register(signup, { people: [person('Okafor', { agency: 'KCPD' })] })
  for (const email of ['twice@kcpd.example', 'twice@home.example'])
    await register(signup, { people: [person('Twice', { email })] })
  const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
  const { reference } = await register(signup, { people: [person('Kim'), person('Wu')], coordinator })
  return reference
}

/** Adds a draft, one that is called off, and one whose registration has ended. */
async function fillTrainings(signup: Signup) {
  const post = postTo(signup)
  const { training: given } = (await (await signup.admin(`trainings/${filledTraining}`)).json()) as { training: object }
  const draft = { ...given, series: 'others', audience: { access: 'open' } }
  await post('trainings', { ...draft, slug: 'not-yet', status: 'draft' })
  await post('trainings', { ...draft, slug: 'off', status: 'published' })
  await signup.admin('trainings/off', 'PATCH', { status: 'cancelled' })
  await post('trainings', { ...draft, slug: 'crowded', status: 'published', seats: { capacity: 0, waitlist: true } })
  await post('registrations', { training: 'crowded', people: [{ givenName: 'Bea' }], channel: 'phone' })
  await post('trainings', { ...draft, slug: 'shut', status: 'published', closesAt: '2026-01-01T09:00' })
  return (await readFrom(signup, 'registrations?training=crowded', 'registrations'))[0]?.id
}

async function fillMessages(signup: Signup, ids: string[]) {
  const post = postTo(signup)
  const message = { training: filledTraining, subject: { en: 'Thanks' }, text: { en: 'See you soon.' }, about: 'other' }
  const messages = [await post('messages', message), await post('messages', { ...message, registrations: ids })]
  await post(`messages/${messages[0]?.['id']}/send`)
  const { training: _, ...words } = message
  const { id: template } = await post('message-templates', { ...words, name: `Thanks, ${longWord}`.slice(0, 80) })
  const later = await post('messages', message)
  await signup.admin(`messages/${later['id']}/schedule`, 'PUT', {
    sendAt: new Date(Date.now() + 24 * 60 * 60_000).toISOString(),
  })
  return { messages: [...messages, later].map(({ id }) => id), template }
}

/** Adds what a board asks for, which the training counts for, and what is asked afterward. */
async function fillCredit(signup: Signup) {
  const post = postTo(signup)
  const { id } = await post('credit-profiles', {
    name: { en: `Missouri peace officers of ${longWord}`.slice(0, 80) },
    board: 'Missouri POST Commission',
    areas: [
      { name: { en: 'Legal studies' }, hours: 2 },
      { name: { en: 'Technical studies' }, hours: 5 },
    ],
    rule: { minimumShare: 90, license: true },
  })
  const { id: letter } = await post('credit-profiles', {
    kind: 'letter',
    name: { en: 'Attendance letter', es: 'Constancia de asistencia' },
  })
  const headers = { 'if-match': '*' }
  const credits = [{ profile: id, approval: 'applied', roles: ['police'] }, { profile: letter }]
  await signup.admin(`trainings/${filledTraining}/credit`, 'PUT', { credits }, headers)
  const label = { en: `How useful was ${longWord}?` }
  const questions = [{ id: 'useful', type: 'scale', label, low: { en: 'Not at all' }, high: { en: 'Very' } }]
  await signup.admin(`trainings/${filledTraining}/evaluation`, 'PUT', { questions }, headers)
  return {
    profile: id,
    serial: await fillCertificates(signup, [{ profile: id, approval: 'confirmed', number: '26-0457' }]),
  }
}

/** Adds a training that is over, with someone who has a certificate, someone who lacks something, and someone who is ready. */
async function fillCertificates(signup: Signup, credits: object[]) {
  const post = postTo(signup)
  const { training: given } = (await (await signup.admin(`trainings/${filledTraining}`)).json()) as { training: object }
  const fields = { licenceNumber: 'optional', agency: 'optional' }
  await post('trainings', {
    ...given,
    slug: 'held',
    timeZone: 'America/Chicago',
    status: 'published',
    audience: { access: 'open' },
    fields,
  })
  for (const [name, licenceNumber] of [
    ['Moreno', '48213'],
    ['Whitfield', ''],
    ['Okafor', '50117'],
  ] as const)
    await post('registrations', { training: 'held', channel: 'phone', people: [person(name, { licenceNumber })] })
  const day = new Date(Date.now() - 48 * 60 * 60_000).toISOString().slice(0, 10)
  await signup.admin('trainings/held', 'PATCH', { start: `${day}T09:00`, end: `${day}T16:00`, doors: null })
  const people = await readFrom(signup, 'registrations?training=held', 'registrations')
  const marks = people.map(({ id }) => ({
    id: crypto.randomUUID(),
    registration: id,
    kind: 'in',
    at: `${day}T14:50:00Z`,
  }))
  await post('trainings/held/marks', { marks })
  await signup.admin('trainings/held/credit', 'PUT', { credits }, { 'if-match': '*' })
  const moreno = people.filter((one) => (one as { familyName?: string }).familyName === 'Moreno')
  await post('trainings/held/certificates', { registrations: moreno.map(({ id }) => id) })
  const standings = (await readFrom(signup, 'trainings/held/standings', 'standings')) as unknown as {
    certificate: { serial: string } | null
  }[]
  return standings.find(({ certificate }) => certificate)?.certificate?.serial
}

/** Adds a partner's page, a webhook with an attempt, a colleague, and a key. */
async function fillAccess(signup: Signup) {
  const post = postTo(signup)
  await post('partners/rotary/report-link')
  const { id: partnerPage } = await post('partners/rotary/placements', { url: 'https://rotary.invalid/' })
  const { id: hook } = await post('webhooks', { url: 'https://receiver.invalid/hook' })
  await post(`webhooks/${hook}/test`)
  const { id: account } = await post('accounts', { email: 'sam@example.org', name: 'Sam Park', role: 'door' })
  // The audit log says who tapped, where another account sent it.
  const walkIn = { id: crypto.randomUUID(), person: { givenName: 'Kim' }, tappedBy: account }
  await post(`trainings/${filledTraining}/walk-ins`, walkIn)
  await post('keys', { name: 'Nightly copy', role: 'organizer', days: 30 }).catch(() => undefined)
  return { partnerPage, hook, account }
}

/** Returns paths by patterns that differ in their last word alone. */
const each = (names: string[], pattern: string, path: string) =>
  Object.fromEntries(names.map((name) => [`${pattern}/${name}`, [`${path}/${name}`]]))

const pathsOfPeople = ({ ids, one, coordinated, reference, request }: Filled) => ({
  '/registrations/:id': ids.map((id) => `/registrations/${id}`).slice(0, 2),
  '/trainings/:slug/people/:id': [`${training}/people/${one}?status=confirmed`],
  ...each(
    ['approve', 'decline', 'cancel', 'erase', 'move', 'correct', 'extra-seat', 'promote', 'license'],
    '/registrations/:id',
    `/registrations/${one}`,
  ),
  ...each(['replace', 'give-up'], '/registrations/:id', `/registrations/${coordinated}`),
  '/groups/:reference': [`/groups/${reference}`],
  ...each(['approve', 'decline', 'cancel'], '/groups/:reference', `/groups/${reference}`),
  '/trainings/:slug/requests/:id': [`${training}/requests/${request}`],
  ...each(['vouch', 'end'], '/trainings/:slug/requests/:id', `${training}/requests/${request}`),
  '/trainings/:slug/bulk/cancel': [`${training}/bulk/cancel?id=${one}`],
  '/trainings/:slug/bulk/message': [`${training}/bulk/message?id=${one}`],
})

const pathsOfTrainings = ({ messages, template, came }: Filled) => ({
  '/': ['', '?show=drafts', '?show=past'],
  '/trainings/:slug': [training, `${training}?q=nobody`, '/trainings/not-yet'],
  '/trainings/:slug/edit': [`${training}/edit`, '/trainings/not-yet/edit'],
  '/trainings/:slug/attendance': ['/trainings/held-day/attendance', `/trainings/held-day/attendance?open=${came}`],
  ...each(['away', 'close'], '/trainings/:slug/attendance', '/trainings/held-day/attendance'),
  '/trainings/:slug/attendance/paper': [
    '/trainings/held-day/attendance/paper',
    '/trainings/held-day/attendance/paper?q=re&signed=9',
  ],
  '/trainings/:slug/publish': ['/trainings/not-yet/publish'],
  '/trainings/:slug/resume': ['/trainings/off/resume'],
  '/trainings/:slug/reopen': ['/trainings/shut/reopen'],
  '/trainings/:slug/delete': ['/trainings/not-yet/delete'],
  '/messages/:id/delete': [`/messages/${messages[1]}/delete`],
  '/messages/templates/:id/delete': [`/messages/templates/${template}/delete`],
  '/messages/new': [`/messages/new?training=${filledTraining}&agency=Kansas`],
  '/messages/:id': messages.map((id) => `/messages/${id}`),
  '/emails': [`/emails?training=${filledTraining}`],
})

const pathsOfTheRest = ({ inLine, partnerPage, hook, account, profile, serial }: Filled) => ({
  '/door/:slug/:id/seat': [`/door/crowded/${inLine}/seat`],
  '/trainings/:slug/credit': [`${training}/credit`, '/trainings/held/credit'],
  '/trainings/:slug/credit/send': ['/trainings/held/credit/send'],
  '/trainings/:slug/credit/ask': ['/trainings/held/credit/ask'],
  ...each(['replace', 'revoke', 'again'], '/trainings/:slug/credit/:serial', `/trainings/held/credit/${serial}`),
  '/profiles/new': ['/profiles/new', '/profiles/new?example=missouri-post'],
  '/profiles/:id': [`/profiles/${profile}`],
  ...each(['remove'], '/profiles/:id', `/profiles/${profile}`),
  '/numbers': [`/numbers?training=${filledTraining}`],
  '/partners/:slug': ['/partners/rotary'],
  ...each(['delete', 'report-link', 'report-link/end'], '/partners/:slug', '/partners/rotary'),
  '/partners/:slug/placements/:id/remove': [`/partners/rotary/placements/${partnerPage}/remove`],
  '/webhooks/:id': [`/webhooks/${hook}`],
  ...each(['secret', 'delete', 'finish'], '/webhooks/:id', `/webhooks/${hook}`),
  '/accounts/:id': [`/accounts/${account}`],
  ...each(['remove'], '/accounts/:id', `/accounts/${account}`),
  '/agencies/merge': ['/agencies/merge?spelling=KCPD&spelling=Kansas+City+Police+Department'],
})
