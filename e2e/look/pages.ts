import { deliverMails } from '../../packages/server/src/delivery/deliver.ts'
import type { Place } from './place.ts'

/** The path of each page of the server that has a picture. */
export interface Pages {
  training: string
  registration: string
  group: string
  list: string
  supervisor: string
  find: string
  nothing: string
  builder: string
}
export type PageName = keyof Pages

const luis = { givenName: 'Luis', familyName: 'Ortega', email: 'luis.ortega@kcpd.example', role: 'fire' }
const mary = { givenName: 'Mary Jo', familyName: 'Smith', email: 'mary.smith@kcpd.example', role: 'police' }
const ines = { givenName: 'Inés', familyName: 'Vega', role: 'medical' }
const agency = 'Kansas City Police Department'
const coordinator = { name: 'Sgt. Kim Doe', email: 'doe@kcpd.example' }
const supervisorEmail = 'lieutenant@kcpd.example'

/** Registers people, and returns where the links in their mails lead. */
export async function givenPages({ server }: Place): Promise<Pages> {
  const register = async (slug: string, input: Parameters<typeof server.signUp>[1]) => {
    const { status, body } = await server.signUp(slug, input)
    if (status !== 201) throw new Error(`Registering for ${slug}: ${status} ${JSON.stringify(body)}`)
  }
  await register('first-responders', { people: [{ ...luis, agency }] })
  await register('first-responders', { people: [mary, ines].map((one) => ({ ...one, agency })), coordinator })
  await register('supervised', { people: [{ ...luis, agency, supervisorEmail }] })
  await deliverMails(server.context)
  const linkTo = (address: string) => {
    const text = server.mails.find(({ to }) => to === address)?.text ?? ''
    const link = /http:\/\/[\d.:]+(\/r\/[\w/-]+)/.exec(text)?.[1]
    if (link === undefined) throw new Error(`There is no link for ${address}: ${text}`)
    return link
  }
  return {
    training: '/t/first-responders',
    registration: linkTo(luis.email),
    group: linkTo(coordinator.email),
    list: '/',
    supervisor: linkTo(supervisorEmail),
    find: '/t/first-responders/find',
    nothing: '/t/nothing',
    builder: '/embed?training=first-responders',
  }
}
