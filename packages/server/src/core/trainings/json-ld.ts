import type { Language, Training, TrainingInput } from '@training-signup/contract'
import { pickText, say, sayList } from '../../words/index.ts'
import { withOffset } from './local-time.ts'

const schema = 'https://schema.org/'

/**
 * Returns a training for search engines, safe inside a script element: it cannot end that element.
 */
export function jsonLd(
  training: Training,
  input: TrainingInput,
  { url, lang }: { url: string; lang: Language },
): string {
  const { title, summary, when, presenter, organizer, sponsors } = training
  const host = organizer ?? presenter
  const { note, roles, minimumAge } = training.audience
  const whom = note ?? sayList(lang, roles)
  return escaped({
    '@context': 'https://schema.org',
    '@type': 'EducationEvent',
    '@id': `${url}#event`,
    url,
    name: title,
    description: summary ?? when.text,
    startDate: when.start,
    endDate: when.end,
    doorTime: input.doors && withOffset(`${input.start.slice(0, 10)}T${input.doors}`, input.timeZone),
    eventStatus: `${schema}${training.state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: `${schema}${attendanceMode(input)}`,
    location: locations(input, lang),
    isAccessibleForFree: true,
    offers: offer(training, url),
    audience: whom ? { '@type': 'Audience', audienceType: whom } : undefined,
    typicalAgeRange: minimumAge && `${minimumAge}-`,
    organizer: host && { '@type': 'Organization', name: host.name, url: organizer?.url },
    performer: presenter && { '@type': 'Organization', name: presenter.name },
    sponsor:
      sponsors.length > 0
        ? sponsors.map(({ name, url: home }) => ({ '@type': 'Organization', name, url: home }))
        : undefined,
    inLanguage: lang,
  })
}

// JSON accepts these characters as escapes, and HTML looks for an end tag or a comment only at a
// `<`.
const escaped = (value: object) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const attendanceMode = ({ venue, onlineUrl }: TrainingInput) =>
  venue ? (onlineUrl ? 'MixedEventAttendanceMode' : 'OfflineEventAttendanceMode') : 'OnlineEventAttendanceMode'

function locations({ venue, onlineUrl }: TrainingInput, lang: Language) {
  const accessibility = pickText(venue?.accessibility, lang)
  const place = venue && {
    '@type': 'Place',
    name: venue.name,
    amenityFeature: accessibility && {
      '@type': 'LocationFeatureSpecification',
      name: say(lang, 'card.accessibility'),
      value: accessibility,
    },
    address: {
      '@type': 'PostalAddress',
      streetAddress: venue.street,
      addressLocality: venue.city,
      addressRegion: venue.region,
      postalCode: venue.postalCode,
      addressCountry: venue.country,
    },
  }
  const online = onlineUrl && { '@type': 'VirtualLocation', url: onlineUrl }
  return place && online ? [place, online] : (place ?? online)
}

// Exact counts never appear here, and a waiting list is not stock.
const availability: Partial<Record<Training['state'], string>> = {
  upcoming: 'PreOrder',
  open: 'InStock',
  few: 'LimitedAvailability',
  waitlist: 'SoldOut',
  full: 'SoldOut',
}

function offer({ state, opensAt }: Training, url: string) {
  const stock = availability[state]
  return (
    stock && {
      '@type': 'Offer',
      price: 0,
      priceCurrency: 'USD',
      availability: `${schema}${stock}`,
      validFrom: opensAt,
      url,
    }
  )
}
