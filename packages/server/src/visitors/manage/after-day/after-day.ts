import { html } from 'hono/html'
import { unitIn } from '../../../core/credit/certificate-content.ts'
import { contentOf } from '../../../core/credit/certificates.ts'
import { lacks, neededMinutes } from '../../../core/credit/grant.ts'
import { type CertificateRow, isUnasked, readOwnStandings, type Standing } from '../../../core/credit/standings.ts'
import { findEvaluation } from '../../../core/evaluation/evaluations.ts'
import { type NotAsked, whyClosed } from '../../../core/evaluation/submit.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formatDateOf } from '../../../core/trainings/local-time.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { type Moment, type Mood, moods } from '../../../platform/html/moment.ts'
import type { System } from '../../../platform/system.ts'
import { pickText, say } from '../../../words/index.ts'
import type { RegistrationOwner } from '../link-owner.ts'

const step: Mood = { tone: 'step', mark: 'form' }

/**
 * Returns what someone with a seat reads once the training is over: that their certificate is ready,
 * what is left to do, or what is short and who can help.
 */
export async function afterDay(system: System, owner: RegistrationOwner): Promise<Moment | undefined> {
  const { registration, training, lang } = owner
  if (registration.status !== 'confirmed' || training.state !== 'past') return undefined
  const standings = await readOwnStandings(system, registration)
  const [first] = standings
  const done = standings.find(({ certificate }) => certificate)
  if (done) {
    const ready = readyMoment(owner, done)
    const short = first && first !== done && lacks(first.grant, 'time') ? missingMoment(owner, first) : undefined
    return short ? { ...ready, text: html`${ready.text}. ${short.text}`, more: short.more ?? '' } : ready
  }
  const name = registration.given_name
  if (!first) {
    const word = fullName(name, registration.family_name)
    return { mood: moods.closed, word, title: say(lang, 'state.past'), text: '' }
  }
  const found = await findEvaluation(system.db.reader, owner.stored.row.id)
  const missing = missingMoment(owner, first, {
    why: found && whyClosed(system, owner.stored.row, found),
    count: found?.input.questions.length ?? 0,
  })
  if (missing) return missing
  if (first.takenBack) return takenBackMoment(owner, first.takenBack)
  return waitingMoment(owner, system.config.mail !== undefined)
}

function readyMoment({ lang, registration }: RegistrationOwner, { certificate }: Standing): Moment {
  const content = certificate && contentOf(certificate)
  const key = content?.kind === 'letter' ? 'mine.ready.letter' : 'mine.ready.title'
  return {
    mood: moods.good,
    word: say(lang, 'mine.ready'),
    title: say(lang, key, { name: registration.given_name }),
    text: content ? say(lang, 'mine.hours', { hours: content.hours.toFixed(2), unit: unitIn(lang, content) }) : '',
  }
}

function takenBackMoment(owner: RegistrationOwner, { serial, revoked_at }: CertificateRow): Moment {
  const { lang, stored } = owner
  const day = formatDateOf(revoked_at ?? '', stored.row.time_zone, lang)
  return {
    mood: moods.closed,
    word: serial,
    title: say(lang, 'mine.revoked', { day }),
    text: say(lang, 'mine.revoked.text'),
    more: writeView(owner, say(lang, 'mine.wrong')),
  }
}

function waitingMoment({ lang, registration }: RegistrationOwner, sendsMail: boolean): Moment {
  const isMailed = sendsMail && registration.email !== null
  return {
    mood: moods.waiting,
    word: fullName(registration.given_name, registration.family_name),
    title: say(lang, 'mine.waiting'),
    text: say(lang, isMailed ? 'mine.waiting.mailed' : 'mine.waiting.text'),
  }
}

/** Says what is missing. Time comes first: no answer makes up for it. What an organizer decides is no one's to do. */
function missingMoment(
  owner: RegistrationOwner,
  standing: Standing,
  questions: Questions = { count: 0 },
): Moment | undefined {
  const { grant, taken, minutes, scheduled } = standing
  const { lang, registration } = owner
  const name = registration.given_name
  const profile = pickText(taken.profile.name, lang)
  const kinds = grant.missing?.map(({ kind }) => kind) ?? []
  const [time] = grant.missing?.flatMap((one) => (one.kind === 'time' ? one.minutes : [])) ?? []
  if (time !== undefined) {
    const areas = taken.approval === 'confirmed' ? taken.profile.areas : []
    const all = neededMinutes(taken.profile.rule, scheduled, areas.length > 0)
    return {
      mood: moods.waiting,
      word: say(lang, 'mine.short'),
      title: say(lang, 'mine.short.title', { count: time, name }),
      text: say(lang, 'mine.short.text', { profile, all, here: minutes }),
      more: writeView(owner, say(lang, 'mine.short.wrong')),
    }
  }
  const isDecided = kinds.every((kind) => kind !== 'doubts' && kind !== 'schedule' && !isUnasked(standing, kind))
  if (!isDecided) return undefined
  if (kinds.includes('license'))
    return {
      mood: step,
      word: say(lang, 'mine.step'),
      title: say(lang, 'mine.license', { name }),
      text: say(lang, 'mine.license.text'),
      more: html`<p><a class="button" href="${owner.at('/license')}">${say(lang, 'mine.license.enter')}</a></p>`,
    }
  const asked = (['evaluation', 'test'] as const).find((one) => kinds.includes(one))
  return asked && askedMoment(owner, { asked, profile, ...questions })
}

/** How many the evaluation has, and why none can be answered now. */
interface Questions {
  why?: NotAsked | undefined
  count: number
}

interface Step extends Questions {
  asked: 'evaluation' | 'test'
  profile: string
}

/** Says what is left to do, or that it can't be done yet. The link ends when the questions close. */
function askedMoment(owner: RegistrationOwner, { asked, profile, why, count }: Step): Moment {
  const { lang, registration } = owner
  const word = say(lang, 'mine.step')
  const text = say(lang, 'mine.step.text', { profile })
  if (why === 'early') {
    const mailed = registration.email === null ? '' : ` ${say(lang, 'evaluation.early.text')}`
    return { mood: moods.waiting, word, title: say(lang, 'evaluation.early'), text: `${text}${mailed}` }
  }
  return {
    mood: step,
    word,
    title: say(lang, `mine.step.${asked}`, { name: registration.given_name }),
    text: asked === 'evaluation' ? `${say(lang, 'evaluation.lead', { count })} ${text}` : text,
  }
}

/** Leads to an email to the organizer, which names the registration. */
const writeView = ({ stored, registration }: RegistrationOwner, label: string): Html | '' =>
  stored.input.contact?.email === undefined
    ? ''
    : html`<p><a href="mailto:${stored.input.contact.email}?subject=${registration.reference}">${label}</a></p>`
