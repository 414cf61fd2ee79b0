import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { unitIn } from '../../core/credit/certificate-content.ts'
import { contentOf } from '../../core/credit/certificates.ts'
import { eraseCertificate } from '../../core/credit/erase-certificates.ts'
import type { CertificateRow } from '../../core/credit/standings.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { formatDateOf } from '../../core/trainings/local-time.ts'
import { certificateWords } from '../../delivery/certificate/certificate-words.ts'
import { signCredential } from '../../delivery/certificate/credential.ts'
import { checkAddress, openCertificate } from '../../delivery/certificate/draw-certificate.ts'
import { basePath } from '../../platform/config.ts'
import { icon } from '../../platform/html/icon.ts'
import { answerPage, type Html, messagePage } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { momentView } from '../../platform/html/moment.ts'
import { pressed } from '../../platform/http/require-press.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type Frame, factList, frameFor } from './certificate-pages.ts'

/** Creates the page of one certificate, for the person whose email leads there. */
export function createOwnCertificate(system: System) {
  const { config } = system
  const find = (c: Context) => findNamed(system, c)
  const at = (c: Context, path = '') => `${basePath(config)}/r/certificate/${c.req.param('token')}${path}`
  const answer = (c: Context, frame: Frame, title: string, body: Html) =>
    answerPage(c, config, { ...frame, title, body: html`<main>${body}</main>`, backToList: false })

  /** A file looks as if it were valid, so an ended one leads to the page that says so. */
  const ofValid = (send: typeof sendPdf) => async (c: Context) => {
    const row = await find(c)
    return row.revoked_at === null ? send(system, c, row) : c.redirect(at(c))
  }

  return {
    async show(c: Context): Promise<Response> {
      const row = await find(c)
      const frame = await frameFor(system, c, row)
      const { kind, name } = contentOf(row)
      const title = say(frame.lang, kind === 'letter' ? 'mine.ready.letter' : 'mine.ready.title', { name })
      const body =
        row.revoked_at === null
          ? readyView(system, frame, row, { title, at: (path) => at(c, path) })
          : endedView(frame, row)
      return answer(c, frame, title, body)
    },
    pdf: ofValid(sendPdf),
    credential: ofValid(sendCredential),
    async askToErase(c: Context): Promise<Response> {
      const frame = await frameFor(system, c, await find(c))
      return answer(c, frame, say(frame.lang, 'mine.erase'), eraseView(frame, at(c)))
    },
    async erase(c: Context): Promise<Response> {
      const row = await find(c)
      await eraseCertificate(system, row.id)
      const frame = await frameFor(system, c, row)
      const said = messagePage(frame.lang, say(frame.lang, 'mine.erased'), say(frame.lang, 'mine.erased.text'))
      return answerPage(c, config, { ...said, ...frame, backToList: false })
    },
  }
}

/** @throws {ProblemError} `not-found` */
async function findNamed(system: System, c: Context): Promise<CertificateRow> {
  const named = createManageTokens(system).read(c.req.param('token') ?? '')
  if (named?.kind !== 'certificate' || !named.isGenuine(1)) throw new ProblemError('not-found')
  const all = system.db.reader.selectFrom('certificate').selectAll()
  const row = await all.where('id', '=', named.id).executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  return row
}

async function sendPdf(system: System, c: Context, row: CertificateRow): Promise<Response> {
  const parts: Uint8Array[] = []
  for await (const part of await openCertificate(system, row)) parts.push(part)
  return c.body(new Uint8Array(Buffer.concat(parts)), 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="${fileName(row)}.pdf"`,
    'Cache-Control': 'no-store',
  })
}

async function sendCredential(system: System, c: Context, row: CertificateRow): Promise<Response> {
  return c.body(await signCredential(system, row), 200, {
    'Content-Type': 'application/vc+jwt',
    'Content-Disposition': `attachment; filename="${fileName(row)}.jwt"`,
    'Cache-Control': 'no-store',
  })
}

const eraseView = ({ lang }: Frame, own: string): Html =>
  html`<div class="card"><h1>${say(lang, 'mine.erase')}</h1><p>${say(lang, 'mine.erase.text')}</p>
<div class="actions"><a class="button" href="${own}">${say(lang, 'manage.back')}</a>
<form method="post" action="${own}/erase">${pressed}<button class="danger">${say(lang, 'mine.erase')}</button></form></div></div>`

/** Names the day and the number, and no person. */
const fileName = ({ issued_at, serial }: Pick<CertificateRow, 'issued_at' | 'serial'>): string =>
  `certificate-${issued_at.slice(0, 10)}-${serial}`

interface Ready {
  title: string
  at: (path?: string) => string
}

/** Letters that the fonts of our paper don’t have. The server can have a font that does. */
const handwritten =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Inherited}\p{Script=Common}]|\p{Extended_Pictographic}/u

/** Renders every word that is printed, and below it the same as files. */
function readyView(system: System, { lang, stored }: Frame, row: CertificateRow, { title, at }: Ready): Html {
  const content = contentOf(row)
  const words = certificateWords(content, row.serial, checkAddress(system).replace(/^https?:\/\//, ''))
  const zone = stored?.row.time_zone ?? 'UTC'
  const until = stored?.row.record_until
  const kept = { day: formatDateOf(row.keep_until, zone, lang), other: until ? formatDateOf(until, zone, lang) : '' }
  return html`${momentView(
    {
      mood: { tone: 'ok', mark: 'check' },
      word: say(lang, 'mine.ready'),
      title,
      text: say(lang, 'mine.hours', { hours: words.hours, unit: unitIn(lang, content) }),
    },
    html`<div class="actions"><a class="button primary" href="${at('/pdf')}">${say(lang, 'mine.pdf')}</a>
<a class="button second" href="${checkAddress(system, row.serial)}?lang=${lang}">${say(lang, 'mine.check')}</a></div>`,
  )}
${handwritten.test(content.name) ? html`<p>${say(lang, 'mine.byHand')}</p>` : ''}
<section class="card" lang="${content.lang}" aria-labelledby="words"><h2 id="words" lang="${lang}">${say(lang, 'mine.words')}</h2>
<p>${words.organizer}\u00A0· ${words.kind}</p><p>${words.certifies} <b>${words.name}</b>${words.about ? html`<br>${words.about}` : ''}</p>
<p>${words.attended}${words.course ? html` <b>${words.course}</b>` : ''}</p>
${factList([...words.facts, [say(content.lang, 'check.hours'), `${words.hours} ${words.unit}`], ...words.rows])}
<p>${words.statement}</p>${words.small.map((text) => html`<p><small>${text}</small></p>`)}
<p><small>${words.check}: <b>${unbroken(words.serial)}</b>. ${unbroken(words.issued)}</small></p></section>
<section><h2>${say(lang, 'mine.records')}</h2>
<ul class="card flush rows">
<li><a class="row" href="${at('/credential')}">${icon('check')}<span><b>${say(lang, 'mine.badge')}</b>
<small>${say(lang, 'mine.badge.hint')}</small></span>${icon('onward')}</a></li>
<li><a class="row" href="${letterTo(system, lang, row)}">${icon('mail')}<span><b>${say(lang, 'mine.agency')}</b>
<small>${say(lang, 'mine.agency.hint')}</small></span>${icon('onward')}</a></li>${
    content.email
      ? html`<li><a class="row" href="mailto:${content.email}?subject=${row.serial}">${icon('person')}<span><b>${say(lang, 'mine.wrong')}</b>
<small>${say(lang, 'mine.wrong.hint')}</small></span>${icon('onward')}</a></li>`
      : ''
  }</ul></section>
<p><small>${unbroken(say(lang, 'mine.kept', kept))}</small></p>
<div class="ending"><a class="quiet danger" href="${at('/erase')}">${say(lang, 'mine.erase')}</a></div>`
}

/** Opens an email of the person's own: only they know where it belongs, and no one else's mailbox can be filled. */
function letterTo(system: System, lang: Language, { serial }: CertificateRow): string {
  const body = say(lang, 'mine.agency.text', { address: `${checkAddress(system, serial)}?lang=${lang}` })
  return `mailto:?subject=${encodeURIComponent(say(lang, 'mine.agency.subject'))}&body=${encodeURIComponent(body)}`
}

function endedView({ lang, stored }: Frame, row: CertificateRow): Html {
  const day = formatDateOf(row.revoked_at ?? row.issued_at, stored?.row.time_zone ?? 'UTC', lang)
  const isReplaced = row.replaced_by !== null
  return momentView({
    mood: { tone: 'stop', mark: 'stop' },
    word: row.serial,
    title: say(lang, isReplaced ? 'mine.replaced' : 'mine.revoked', { day }),
    text: isReplaced
      ? say(lang, 'mine.replaced.text', { serial: row.replaced_by ?? '' })
      : say(lang, 'mine.revoked.text'),
  })
}
