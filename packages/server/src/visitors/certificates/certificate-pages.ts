import type { Language, Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { type CertificateContent, initialsOf } from '../../core/credit/certificate-content.ts'
import { contentOf } from '../../core/credit/certificates.ts'
import { readSerial } from '../../core/credit/serial.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import { hidesName } from '../../core/people/hides-name.ts'
import { formatDateOf } from '../../core/trainings/local-time.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { findTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { basePath } from '../../platform/config.ts'
import { answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { momentView } from '../../platform/html/moment.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'

const languages = ['en', 'es'] as const

/** What a page about a certificate shows around it. */
export interface Frame extends Pick<Page, 'lang' | 'languages'> {
  training: Training | undefined
  stored: StoredTraining | undefined
}

/** Returns the training of a certificate, for the top and the foot of its page. */
export async function frameFor(system: System, c: Context, row?: CertificateRow): Promise<Frame> {
  const lang = languageOf(c)
  const found =
    row &&
    (await system.db.reader.selectFrom('training').select('slug').where('id', '=', row.training_id).executeTakeFirst())
  const stored = found && (await findTraining(system, found.slug))
  const { publicUrl } = system.config
  return {
    lang,
    languages: languages.map((one) => ({ lang: one, href: `?lang=${one}` })),
    stored,
    training:
      stored &&
      presentTraining(stored.row, stored.input, { lang, partners: stored.partners, publicUrl, now: system.now() }),
  }
}

/** Creates the page that says whether a number is of a certificate. It shows nothing that is not printed. */
export function createVerifying(system: System) {
  const { config, db } = system
  const base = `${basePath(config)}/c`
  const answer = (c: Context, { lang, languages: all, training }: Frame, body: Html, status: 200 | 404) =>
    answerPage(
      c,
      config,
      { lang, ...(all && { languages: all }), training, title: say(lang, 'check.title'), body, backToList: false },
      status,
    )
  return {
    async ask(c: Context): Promise<Response> {
      const typed = c.req.query('number')
      if (typed === undefined) {
        const frame = await frameFor(system, c)
        const card = html`<main><div class="card"><h1>${say(frame.lang, 'check.title')}</h1>${numberForm(frame.lang, base, 'check.text')}</div></main>`
        return answer(c, frame, card, 200)
      }
      const serial = readSerial(typed)
      const lang = languageOf(c)
      if (serial !== undefined) return c.redirect(`${base}/${serial}?lang=${lang}`, 303)
      return answer(c, await frameFor(system, c), unknownView(lang, base, typed.slice(0, 40)), 404)
    },
    async show(c: Context): Promise<Response> {
      const typed = c.req.param('serial') ?? ''
      const serial = readSerial(typed)
      const row =
        serial &&
        (await db.reader.selectFrom('certificate').selectAll().where('serial', '=', serial).executeTakeFirst())
      const frame = await frameFor(system, c, row || undefined)
      if (!row) return answer(c, frame, unknownView(frame.lang, base, typed.slice(0, 40)), 404)
      const body =
        row.revoked_at === null
          ? validView(frame.lang, row, await asksForNone(system, row))
          : endedView(frame, row, base)
      return answer(c, frame, body, 200)
    },
  }
}

const numberForm = (lang: Language, base: string, text: 'check.text' | 'check.unknown.text', typed = ''): Html =>
  html`<form method="get" action="${base}"><p>${say(lang, text)}</p>
<div class="field"><label for="number">${say(lang, 'check.number')}</label>
<input class="input" id="number" name="number" value="${typed}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40"></div>
<input type="hidden" name="lang" value="${lang}">
<p><button>${say(lang, 'check.go')}</button></p></form>`

const unknownView = (lang: Language, base: string, typed: string): Html =>
  html`<main>${momentView(
    {
      mood: { tone: '', mark: 'search' },
      word: say(lang, 'check.unknown'),
      title: say(lang, 'check.unknown.title'),
      text: '',
    },
    html`${numberForm(lang, base, 'check.unknown.text', typed)}<p class="hint">${say(lang, 'check.unknown.help')}</p>`,
  )}</main>`

/** Returns whether its person has asked, since it was printed, that paper does not name them. */
async function asksForNone({ db }: System, { registration_id: id }: CertificateRow): Promise<boolean> {
  const person = db.reader.selectFrom('registration').select('sensitive').where('id', '=', id)
  const found = await person.executeTakeFirst()
  return found !== undefined && hidesName(JSON.parse(found.sensitive))
}

function validView(lang: Language, row: CertificateRow, isUnnamed: boolean): Html {
  const printed = contentOf(row)
  const content = { ...printed, initials: printed.initials || isUnnamed }
  const isLetter = printed.kind === 'letter'
  return html`<main>${momentView(
    {
      mood: { tone: 'ok', mark: 'check' },
      word: say(lang, 'check.valid'),
      title: say(lang, isLetter ? 'check.letter.title' : 'check.valid.title'),
      text: row.serial,
    },
    html`${isLetter ? html`<p>${say(lang, 'cert.letter.not')}</p>` : ''}
<p>${say(lang, 'check.compare')}</p>${factList(shownFacts(lang, content))}<p class="hint">${say(lang, 'check.private')}</p>`,
  )}</main>`
}

/** Returns what the check page shows: never a license number, an agency, or when someone came. */
function shownFacts(lang: Language, content: CertificateContent): [label: string, value: string | Html][] {
  const { areas, hours, unit, provider, approval } = content
  const name = content.initials
    ? html`${initialsOf(content.name)} <small>${say(lang, 'check.initials')}</small>`
    : content.name
  const total = `${hours.toFixed(2)} ${unit}`
  const byArea = areas.map((area) => `${area.name} ${area.hours.toFixed(2)}`).join(', ')
  return [
    [say(lang, 'check.name'), name],
    [say(lang, 'check.training'), content.course],
    [say(lang, 'check.date'), content.date],
    [say(lang, 'check.hours'), byArea ? `${total}: ${byArea}` : total],
    [say(lang, 'check.from'), content.organizer],
    ...(provider ? [[say(lang, 'cert.provider'), provider] as [string, string]] : []),
    ...(approval ? [[say(lang, 'cert.approval'), approval] as [string, string]] : []),
    [say(lang, 'check.issued'), content.issued],
  ]
}

export const factList = (facts: readonly (readonly [label: string, value: string | Html])[]): Html =>
  html`<dl class="printed">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`

function endedView({ lang, stored }: Frame, row: CertificateRow, base: string): Html {
  const day = formatDateOf(row.revoked_at ?? row.issued_at, stored?.row.time_zone ?? 'UTC', lang)
  const { replaced_by: next } = row
  const mood = { tone: 'stop', mark: 'stop' } as const
  const word = say(lang, 'check.not')
  if (next === null)
    return html`<main>${momentView({ mood, word, title: say(lang, 'check.revoked.title'), text: say(lang, 'check.revoked.day', { day }) })}</main>`
  return html`<main>${momentView(
    { mood, word, title: say(lang, 'check.replaced.title'), text: row.serial },
    html`<p>${unbroken(say(lang, 'check.replaced.text', { day }))}</p><p><a href="${base}/${next}?lang=${lang}">${unbroken(next)}</a></p>`,
  )}</main>`
}
