import type { CertificateContent } from '../../core/credit/certificate-content.ts'
import { say } from '../../words/index.ts'

/** Every word of a certificate, in the order in which it is read. The paper and the page say the same. */
export interface CertificateWords {
  organizer: string
  kind: string
  certifies: string
  name: string
  /** License and agency. */
  about: string
  /** Before the course. A letter says everything in one sentence. */
  attended: string
  course: string
  facts: [label: string, value: string][]
  hours: string
  unit: string
  rowsTitle: string
  rows: [label: string, value: string][]
  statement: string
  small: string[]
  sign: string
  check: string
  serial: string
  issued: string
}

const hoursText = (hours: number) => hours.toFixed(2)

/** Returns what is printed, in the language of the person. `address` is where the number is checked. */
export function certificateWords(content: CertificateContent, serial: string, address: string): CertificateWords {
  const { lang, kind, areas, sponsors, approval } = content
  const isLetter = kind === 'letter'
  const { course, date: day, from, to, place } = content
  return {
    organizer: content.organizer,
    kind: say(lang, isLetter ? 'cert.letter' : 'cert.training'),
    certifies: say(lang, isLetter ? 'cert.letter.confirms' : 'cert.certifies'),
    name: content.name,
    about: [content.license, content.agency].filter(Boolean).join(' · '),
    attended: isLetter
      ? say(lang, 'cert.letter.text', { course, day, from, to, place })
      : say(lang, approval === undefined ? 'cert.attended' : 'cert.completed'),
    course: isLetter ? '' : course,
    facts: isLetter ? [] : factsOf(content),
    hours: hoursText(content.hours),
    unit: content.unit,
    rowsTitle: areas.length > 0 ? say(lang, 'cert.areas') : '',
    rows: rowsOf(content),
    statement: content.statement,
    small: [content.contact, sponsors === undefined ? '' : say(lang, 'cert.sponsor', { sponsor: sponsors })].filter(
      Boolean,
    ),
    sign: isLetter ? say(lang, 'cert.sign') : '',
    check: say(lang, 'cert.check', { address }),
    serial,
    issued: say(lang, 'cert.issued', { day: content.issued }),
  }
}

function factsOf({
  lang,
  date,
  place,
  instructors,
  provider,
  approval,
}: CertificateContent): CertificateWords['facts'] {
  const fact = (label: string, value: string | undefined): [string, string][] => (value ? [[label, value]] : [])
  return [
    ...fact(say(lang, 'check.date'), date),
    ...fact(say(lang, 'cert.place'), place),
    ...fact(say(lang, 'cert.instructors'), instructors),
    ...fact(say(lang, 'cert.provider'), provider),
    ...fact(say(lang, 'cert.approval'), approval),
  ]
}

/** Returns the hours by area or, where they are hours attended, what they were computed from. */
function rowsOf({ lang, kind, areas, minutes, minutesPerHour }: CertificateContent): CertificateWords['rows'] {
  if (areas.length > 0) return areas.map(({ name, hours }) => [name, hoursText(hours)])
  if (kind === 'letter') return []
  return [
    [say(lang, 'cert.here'), String(minutes)],
    [say(lang, 'cert.sixty'), String(minutesPerHour)],
  ]
}
