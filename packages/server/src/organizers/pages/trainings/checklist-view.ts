import type { CheckCode, Language, TrainingInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatDate, instantOf } from '../../../core/trainings/local-time.ts'
import { formatPeriod } from '../../../core/trainings/period.ts'
import type { Config } from '../../../platform/config.ts'
import { idOf } from '../../../platform/html/form/fault-summary.ts'
import { labelOf } from '../../../platform/html/form/items-view.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { checklistOf } from '../../api/trainings/checklist.ts'
import { adminPath } from '../frame.ts'
import { words } from './items.ts'

interface Checklist {
  config: Config
  lang: Language
  training: TrainingInput
  now: Date
  /** Trainings that need the same place or trainer at the same time. */
  clashes: readonly TrainingInput['title'][]
  /** What came of a test email that someone just asked for. */
  test: 'open' | 'done' | (typeof testFailures)[number]
}

/** Why a test email was not sent, as the address of the page says it. */
export const testFailures = ['no-address', 'refused'] as const

/** The part of the page to edit a training that a point is about. */
const partOf: Record<CheckCode, string> = {
  start: 'when',
  clash: 'when',
  seats: 'seats',
  organizer: 'contact',
  contact: 'contact',
  helplines: 'helplines',
  accessibility: 'when',
  spanish: 'what',
  privacy: 'contact',
}

/** The text that a point leads to, where there is one in each language. */
const endings: Partial<Record<CheckCode, string>> = { accessibility: '.en', spanish: '.es' }

/** Renders what to look at before a training is published, each point with a way to it. */
export function checklistView({ config, lang, training, now, clashes, test }: Checklist): Html {
  const edit = adminPath(config, `/trainings/${training.slug}/edit`)
  const points = checklistOf(training, now, clashes).map(({ code, isDone, pointer, missing = [], titles = [] }) => {
    const field = idOf(`${pointer.slice(1).replaceAll('/', '.')}${endings[code] ?? ''}`)
    const text = isDone ? doneText(lang, training, code) : openText(lang, code, missing, titles)
    return html`<a class="line ${isDone ? 'ok' : 'wait'}" href="${edit}?part=${partOf[code]}#${field}">${icon(isDone ? 'check' : 'warn')}
<span>${text}</span><span><b>${say(lang, 'admin.check.change')}</b></span></a>`
  })
  return html`<section class="card flush rows checklist" aria-labelledby="check-title"><h2 class="inset" id="check-title">${say(lang, 'admin.check.title')}</h2>
${points}${testView({ config, lang, training, test })}</section>`
}

function testView({
  config,
  lang,
  training: { slug },
  test,
}: Pick<Checklist, 'config' | 'lang' | 'training' | 'test'>): Html {
  if (!config.mail)
    return html`<p class="line wait">${icon('warn')}<span>${say(lang, 'admin.check.test.none')}</span><span></span></p>`
  const action = adminPath(config, `/trainings/${slug}/test-email`)
  const [tone, sign, role] = testLooks[test]
  return html`<form class="line ${tone}" method="post" action="${action}">${icon(sign)}
<span${role && html` role="${role}"`}>${say(lang, `admin.check.test.${test}`)}</span><button class="button">${say(lang, 'admin.check.test')}</button></form>`
}

const testLooks = {
  open: ['wait', 'mail', ''],
  done: ['ok', 'check', 'status'],
  'no-address': ['wait', 'warn', 'alert'],
  refused: ['wait', 'warn', 'alert'],
} as const

function doneText(lang: Language, training: TrainingInput, code: CheckCode): string {
  const { start, end, timeZone, venue, seats, organizer, contact, helplines = [] } = training
  switch (code) {
    case 'start': {
      const when = formatPeriod(instantOf(start, timeZone), instantOf(end, timeZone), timeZone, lang)
      return [when, venue?.name ?? say(lang, 'admin.part.online')].join(', ')
    }
    // It is listed only while there is one.
    case 'clash':
      return ''
    case 'seats': {
      const count = say(lang, 'admin.check.seats.done', { count: seats.capacity ?? 0 })
      return seats.waitlist ? `${count}, ${say(lang, 'admin.part.waitlist')}` : count
    }
    case 'organizer':
      return say(lang, 'admin.check.organizer.done', { name: organizer?.name ?? '' })
    case 'contact':
      return say(lang, 'admin.check.contact.done', { contact: contact?.email ?? contact?.phone ?? '' })
    case 'helplines': {
      const [day = ''] = helplines.map(({ checkedOn = '' }) => checkedOn).toSorted()
      return say(lang, 'admin.check.helplines.done', { date: formatDate(day, lang) })
    }
    case 'accessibility':
      return say(lang, 'admin.check.accessibility.done')
    case 'spanish':
      return say(lang, 'admin.check.spanish.done')
    case 'privacy':
      return say(lang, 'admin.check.privacy.done')
  }
}

function openText(
  lang: Language,
  code: CheckCode,
  missing: readonly string[],
  titles: readonly TrainingInput['title'][],
): string {
  if (code === 'clash')
    return say(lang, 'admin.check.clash.open', {
      trainings: [...new Set(titles.map((title) => pickText(title, lang)))].join(', '),
    })
  if (code !== 'spanish') return say(lang, `admin.check.${code}.open`)
  if (missing.includes('/title')) return say(lang, 'admin.check.spanish.none')
  return say(lang, 'admin.check.spanish.open', {
    fields: [...new Set(missing.map((path) => fieldName(lang, path)))].join(', '),
  })
}

/** Names a list for what is missing in its rows: their fields have names like "Name". */
const fieldName = (lang: Language, path: string) =>
  labelOf(
    lang,
    `${words}${path
      .slice(1)
      .replace(/\/\d+(?:\/.*)?$/, '')
      .replaceAll('/', '.')}`,
  )
