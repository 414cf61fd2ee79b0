import { creditedDay } from '../credited-day.ts'
import type { TestApp } from '../servers/test-app.ts'
import { about, after, type Case } from './asked.ts'
import { training } from './states.ts'

export const profileInput = { name: { en: 'Officers' }, areas: [{ name: { en: 'Legal studies' }, hours: 2 }] }

/** What a board asks for. */
export async function creditProfile({ admin }: TestApp) {
  const { status, body } = await admin('POST', '/credit-profiles', profileInput)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { id: body.id as string }
}

/** A training that counts for something. */
export async function creditedTraining(running: TestApp) {
  const [{ slug }, { id }] = [await training(running), await creditProfile(running)]
  const credits = [{ profile: id, approval: 'confirmed', number: '26-0457' }]
  await running.admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
  return { slug, profile: id }
}

/** A training with someone who has a certificate. */
export async function certified(running: TestApp) {
  const { slug, ids, profile } = await creditedDay(running)
  await running.admin('POST', `/trainings/${slug}/certificates`, {})
  const { standings } = (await running.admin('GET', `/trainings/${slug}/standings`)).body
  return { slug, id: ids[0], profile, serial: standings[0].certificate.serial as string }
}

/** A training with someone who can be asked for their license number. */
export const unlicensed = (running: TestApp) =>
  creditedDay(running, [{ licenceNumber: '', email: 'later@kcpd.example' }])

/** A training with someone whose certificate was taken back. */
export const takenBack = after(certified, ({ admin }, { slug, serial }) =>
  admin('POST', `/trainings/${slug}/certificates/${serial}/revoke`),
)

const noProfile = about(certified, ({ slug }) => ({ path: { slug, profile: '01942f3e-7c00-7000-8000-00000000dead' } }))

const gone = after(creditProfile, ({ admin }, { id }) => admin('DELETE', `/credit-profiles/${id}`))

/** How the operations about credit are made to answer. */
export const creditCases: Record<string, Case> = {
  listCreditProfiles: { good: [about(creditProfile)] },
  createCreditProfile: { good: [() => ({ body: profileInput })] },
  readCreditProfile: { good: [about(creditProfile)], refused: { 'not-found': about(gone) } },
  replaceCreditProfile: {
    good: [about(creditProfile, () => ({ body: { ...profileInput, keepYears: 3 } }))],
    refused: { 'not-found': about(gone, () => ({ body: profileInput })) },
  },
  removeCreditProfile: { good: [about(creditProfile)], refused: { 'not-found': about(gone) } },
  readTrainingCredit: { good: [about(creditedTraining)] },
  replaceTrainingCredit: {
    good: [
      about(creditedTraining, ({ profile }) => ({ body: { credits: [{ profile, roles: ['police'] }] } })),
      about(creditedTraining, () => ({ body: { credits: [] } })),
    ],
  },
  listCreditStandings: { good: [about(certified, () => ({ query: { limit: '1' } }))] },
  issueCertificates: {
    good: [about(creditedDay, () => ({ body: {} })), about(certified, () => ({ body: { renews: true } }))],
  },
  askForMissing: { good: [about(creditedDay)] },
  enterLicense: {
    good: [about(certified, ({ id }) => ({ path: { id }, body: { number: '0815' } }))],
    refused: { 'not-found': () => ({ path: { id: '01942f3e-7c00-7000-8000-00000000dead' }, body: { number: '1' } }) },
  },
  exportCertificates: { good: [about(certified)] },
  exportCredit: {
    good: [about(certified), about(certified, () => ({ query: { lang: 'es' } }))],
    refused: { 'not-found': noProfile },
  },
  exportCreditWorkbook: { good: [about(certified)], refused: { 'not-found': noProfile } },
  revokeCertificate: { good: [about(certified)], refused: { 'wrong-status': about(takenBack) } },
  replaceCertificate: { good: [about(certified)], refused: { 'wrong-status': about(takenBack) } },
}
