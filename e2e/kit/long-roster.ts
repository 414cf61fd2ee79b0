import type { Signup } from './signup.ts'

const families = [
  'Fernández-Montesinos Ruiz de la Torre',
  'Reyes',
  'García-López',
  'Okonkwo-Featherstonehaugh',
  'Nguyen',
  'Smith',
  'Papadopoulou-Konstantinidis',
  'Wu',
]
const given = ['María del Carmen Guadalupe', 'Ada', 'Bartholomew Alexander', 'Li', 'Anne-Sophie Charlotte']
const agencies = [
  'Kansas City, Missouri Police Department, Regional Training Academy',
  'Metropolitan Organization to Counter Sexual Assault (MOCSA)',
  'KCPD',
  'Jackson County Sheriff’s Office, Human Trafficking Task Force',
  'Lee’s Summit Fire',
]
const roles = ['police', 'fire']

/** What trainings are really called. */
const longTitle = 'Recognizing and responding to human trafficking: a full day for first responders and dispatchers'

/** Registers 150 people with long names for a training with a long title, as three groups. */
export async function fillLongRoster(signup: Signup, slug: string): Promise<void> {
  await signup.admin(`trainings/${slug}`, 'PATCH', {
    title: {
      en: longTitle,
      es: 'Reconocer la trata de personas y responder: una jornada para personal de primera respuesta',
    },
    seats: { capacity: 200, waitlist: true },
    audience: { access: 'attest', roles, verify: 'never' },
    fields: { agency: 'optional', needs: 'optional', phone: 'optional' },
  })
  const person = (index: number) => ({
    givenName: given[index % given.length],
    familyName: `${families[index % families.length]} ${String.fromCodePoint(65 + (index % 26))}`,
    email: `person${index}@kcpd.example`,
    role: roles[index % roles.length],
    agency: agencies[index % agencies.length],
  })
  for (let first = 0; first < 150; first += 50) {
    const people = Array.from({ length: 50 }, (_, index) => person(first + index))
    const coordinator = { name: 'Sharon Ortiz', email: `sharon${first}@kcpd.example` }
    const response = await fetch(`${signup.api}/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ people, coordinator }),
    })
    if (!response.ok) throw new Error(await response.text())
  }
}
