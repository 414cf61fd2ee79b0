import { picture, upload } from '../../packages/server/src/testing/pages/pictures.ts'
import type { Draft, Place } from './place.ts'

const helplines = ['National Human Trafficking Hotline', 'Missouri Child Abuse Hotline', 'Crisis Text Line'].map(
  (label, index) => ({ label: { en: label, es: label }, tel: `1-800-555-010${index}`, sms: '741741' }),
)

const welcome = { en: 'Welcome', es: 'Bienvenida' }
const cases = { en: 'Local cases', es: 'Casos locales' }

/** What visitors may have to know before they come, and hours that count for a license. */
const goodToKnow: Draft = {
  credit: { hours: 6.5, note: { en: 'Missouri POST, Technical Studies', es: 'Missouri POST, Technical Studies' } },
  bring: {
    en: 'Your agency ID and a photo ID. Lunch is on your own.',
    es: 'Su credencial de la agencia y una identificación con foto. El almuerzo es por su cuenta.',
  },
  dress: { en: 'Uniform or business casual', es: 'Uniforme o ropa de trabajo' },
  weapons: {
    en: 'Duty weapons are allowed. Ammunition stays in your car.',
    es: 'Se permiten armas de servicio. Deje las municiones en su auto.',
  },
}
const accessibility = {
  en: 'Step-free from the parking lot. Hearing loop in the hall.',
  es: 'Sin escalones desde el estacionamiento. Bucle auditivo en la sala.',
}

/** Trainings with all that real ones have: logos, contacts, and three helplines. */
export const realTrainings = {
  rich: () => ({}),
  'good-to-know': ({ venue }) => ({
    ...goodToKnow,
    venue: venue && { ...venue, accessibility },
    agenda: [
      { time: '08:00', text: welcome },
      { time: '13:00', text: cases },
    ],
  }),
  waiting: () => ({ seats: { capacity: 0, waitlist: true } }),
  'two-days': ({ start, end }) => {
    const day = String(start).slice(0, 10)
    const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
    return {
      end: String(end).replace(day, next),
      sessions: [
        { start: `${day}T08:00`, end: `${day}T16:00` },
        { start: `${next}T08:00`, end: `${next}T16:00` },
      ],
      agenda: [
        { time: '08:00', text: welcome },
        { day: 2, time: '08:00', text: cases },
      ],
    }
  },
} satisfies Record<string, (responders: Draft) => Draft>
export type RealTraining = keyof typeof realTrainings
export const realNames = Object.keys(realTrainings) as RealTraining[]

/** Adds them, and one of them without seats. */
export async function givenRealTrainings({ server, responders }: Place): Promise<void> {
  const { logo } = (await (await upload(server, picture())).json()) as { logo: string }
  const name = 'Jackson County Training Office'
  const sponsor = { slug: 'we-the-people', name: 'We The People of Jackson County', logo }
  const { status } = await server.admin('PUT', '/partners/we-the-people', sponsor, { 'If-Match': '*' })
  if (status !== 200) throw new Error(`The sponsor has no logo: ${status}`)
  const rich = { ...responders, series: undefined, organizer: { name, logo }, helplines }
  for (const slug of realNames) await server.givenTraining({ ...rich, ...realTrainings[slug](responders), slug })
  await server.givenTraining({ ...rich, slug: 'rich-full', seats: { capacity: 0, waitlist: false } })
}
