import type { TrainingDraft } from '@training-signup/contract'

type Template = Partial<TrainingDraft> & {
  /** How long it takes, if no end is given. */
  hours: number
}

const hotline: NonNullable<TrainingDraft['helplines']>[number] = {
  label: { en: 'National Human Trafficking Hotline', es: 'Línea Nacional Contra la Trata de Personas' },
  tel: '1-888-373-7888',
  sms: '233733',
}

/** What a new training can start from. Everything in it can be changed. */
export const templates = {
  'first-responders': {
    hours: 8,
    summary: {
      en: 'A free, one-day training on how to recognize and respond to human trafficking.',
      es: 'Un día gratuito de capacitación para reconocer la trata de personas y responder a ella.',
    },
    contentNote: {
      en: 'This training discusses sexual exploitation and forced labor. You can step out at any time.',
      es: 'Esta capacitación habla de explotación sexual y trabajo forzado. Puede salir en cualquier momento.',
    },
    audience: {
      access: 'attest',
      roles: ['police', 'fire', 'medical', 'social-work', 'school-resource-officer', 'dispatcher', 'victim-advocate'],
      note: {
        en: 'For first responders and people who work with victims.',
        es: 'Para personal de primera respuesta y personas que trabajan con víctimas.',
      },
    },
    seats: { waitlist: true },
    helplines: [hotline],
  },
  everyone: {
    hours: 6,
    summary: {
      en: 'A free training on how to recognize and respond to human trafficking. Open to everyone.',
      es: 'Una capacitación gratuita para reconocer la trata de personas y responder a ella. Abierta a todas las personas.',
    },
    contentNote: {
      en: 'This training discusses sexual exploitation, forced labor, and how children are groomed. You can step out at any time.',
      es: 'Esta capacitación habla de explotación sexual, trabajo forzado y cómo se capta a niños y niñas. Puede salir en cualquier momento.',
    },
    seats: { waitlist: true },
    helplines: [hotline],
  },
  empty: { hours: 2 },
} as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates
export const templateNames = Object.keys(templates) as TemplateName[]
