import { CreditProfileInput } from '@training-signup/contract'

const asOf = '2026-12-01'
const social = { en: 'This program asks for full attendance and a completed evaluation.' }

/**
 * Profiles to begin with, written from what boards had published. They approve nothing: an organizer
 * reads the board's own rule, corrects the profile, and enters the numbers.
 */
const examples = {
  'missouri-post': {
    name: { en: 'Missouri peace officers', es: 'Agentes del orden de Missouri' },
    board: 'Missouri POST Commission',
    state: 'Missouri',
    license: { en: 'Missouri peace officer license', es: 'Licencia de agente del orden de Missouri' },
    unit: {
      en: 'hours of continuing law enforcement education',
      es: 'horas de educación continua para las fuerzas del orden',
    },
    statement: {
      en: 'Approved for continuing law enforcement education (CLEE), provider {provider}, course approval {approval}.',
    },
    areas: [
      { name: { en: 'Legal studies' }, hours: 2 },
      { name: { en: 'Technical studies' }, hours: 3 },
      { name: { en: 'Interpersonal perspectives' }, hours: 2 },
    ],
    rule: { minimumShare: 90, license: true },
    sponsors: true,
    source: { text: '11 CSR 75-15.020: hours by curricula area, records kept 6 years', asOf },
  },
  'missouri-ems': {
    name: { en: 'Missouri EMS', es: 'Servicios médicos de emergencia de Missouri' },
    board: 'Missouri Bureau of EMS',
    state: 'Missouri',
    license: { en: 'Missouri EMS license', es: 'Licencia de emergencias médicas de Missouri' },
    unit: { en: 'hours of EMS continuing education', es: 'horas de educación continua en emergencias médicas' },
    rule: { minimumShare: 100, license: true },
    keepYears: 5,
    source: { text: '19 CSR 30-40.331 and 30-40.342: relicensure every five years', asOf },
  },
  'social-work': {
    name: { en: 'Social workers', es: 'Trabajo social' },
    board: 'NASW Missouri Chapter',
    state: 'Missouri',
    license: { en: 'Missouri social worker license', es: 'Licencia de trabajo social de Missouri' },
    unit: { en: 'clock hours', es: 'horas reloj' },
    statement: social,
    areas: [{ name: { en: 'Clock hours', es: 'Horas reloj' }, hours: 7 }],
    rule: { minimumShare: 100, evaluation: true },
    source: { text: '20 CSR 2263-2.082: 30 hours in two years, proved by the sponsor’s certificate', asOf },
  },
  nursing: {
    name: { en: 'Nurses', es: 'Enfermería' },
    board: 'State board of nursing',
    unit: {
      en: 'contact hours of nursing continuing professional development',
      es: 'horas de contacto de desarrollo profesional continuo en enfermería',
    },
    areas: [{ name: { en: 'Contact hours', es: 'Horas de contacto' }, hours: 7 }],
    rule: { minimumShare: 100, evaluation: true },
    source: { text: 'Guide of an ANCC accredited approver: no sponsors on the certificate, file kept 6 years', asOf },
  },
  telecommunicators: {
    name: { en: 'Telecommunicators', es: 'Personal de despacho del 911' },
    state: 'Missouri',
    unit: { en: 'hours of telecommunicator training', es: 'horas de capacitación para despacho del 911' },
    rule: { minimumShare: 80, rounding: 'down', minutesPerHour: 50 },
    keepYears: 5,
    source: { text: '11 CSR 90-4.050 and 90-4.060: 24 hours in three years, an hour is 50 minutes', asOf },
  },
  letter: {
    kind: 'letter',
    name: { en: 'Attendance letter', es: 'Constancia de asistencia' },
    rule: { minimumShare: 0 },
    sponsors: true,
    initials: false,
    keepYears: 1,
  },
} as const

export type ExampleName = keyof typeof examples
export const exampleNames = Object.keys(examples) as ExampleName[]

export const exampleOf = (name: ExampleName): CreditProfileInput => CreditProfileInput.parse(examples[name])
