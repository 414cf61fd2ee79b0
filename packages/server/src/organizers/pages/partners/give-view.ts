import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { listPublicTrainings } from '../../../core/trainings/list-trainings.ts'
import { formatWeekday } from '../../../core/trainings/local-time.ts'
import { pageLink } from '../../../core/trainings/page-links.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { basePath, type Config } from '../../../platform/config.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { readTheme } from '../../../platform/html/theme.ts'
import { snippetsFor } from '../../../visitors/builder/snippets.ts'
import { codePath } from '../../../visitors/pages/pictures/qr.ts'
import { say } from '../../../words/admin.ts'
import { languagesOf, pickText } from '../../../words/index.ts'
import { copyButton, emptyCopied } from '../copy-button.ts'

/** The list for visitors has the others. */
const mostGiven = 25

type Given = Pick<StoredTraining, 'row' | 'input'>
interface Receiver {
  slug?: string | undefined
  accent?: string | undefined
}

/** Returns all of what a page needs to show the sign-up of a training: it works where it is pasted. */
const snippetFor = ({ publicUrl }: Pick<Config, 'publicUrl'>, { row, input }: Given, { slug, accent }: Receiver) =>
  snippetsFor({
    publicUrl,
    trainings: [
      { slug: row.slug, title: input.title, series: undefined, languages: languagesOf(input), outcome: 'confirmed' },
    ],
    series: undefined,
    partner: slug,
    lang: undefined,
    details: undefined,
    look: readTheme({ accent }),
    fonts: undefined,
    exitUrl: undefined,
    site: undefined,
    pinned: undefined,
  }).html

/**
 * What an organizer hands to a partner for each coming training, or the partner finds itself: the
 * snippet, the link, and the QR code to save.
 * @param isOwn whether the partner reads it
 */
export async function giveView(
  app: App,
  lang: Language,
  partner: Receiver & { slug: string },
  isOwn = false,
): Promise<Html> {
  const base = basePath(app.config)
  const { slug } = partner
  const { trainings: coming, nextCursor } = await listPublicTrainings(
    app,
    { part: 'coming', isPublished: true },
    { limit: mostGiven },
  )
  return html`<section class="card"><h2>${say(lang, isOwn ? 'admin.partners.share' : 'admin.partners.give')}</h2>
<p class="hint">${say(lang, isOwn ? 'admin.partners.share.text' : 'admin.partners.give.text')}</p>${
    coming.length === 0 ? html`<p>${say(lang, 'admin.partners.noTrainings')}</p>` : ''
  }${coming.map((one) => givenView(app.config, lang, one, partner))}
<p><a class="button" href="${base}/embed?partner=${slug}">${icon('give')}${say(lang, 'admin.partners.snippet')}</a></p>${
    nextCursor === null ? '' : html`<p><a href="${base}/?p=${slug}">${say(lang, 'page.back')}</a></p>`
  }${emptyCopied}</section>`
}

function givenView(config: Config, lang: Language, training: Given, partner: Receiver): Html {
  const { row, input } = training
  const link = pageLink({ publicUrl: config.publicUrl, partner: partner.slug, lang: 'en' }, row.slug)
  const [svg, png] = (['svg', 'png'] as const).map((ending) =>
    codePath(config, row.slug, { partner: partner.slug, ending }),
  )
  const title = pickText(input.title, lang)
  const copied = (what: 'snippet' | 'link') => `${what}-${row.slug}`
  return html`<details class="given"><summary>${title}, ${formatWeekday(row.starts_at, row.time_zone, lang)}</summary>
<div class="row"><h3>${say(lang, 'admin.partners.paste')}</h3>${copyButton(lang, copied('snippet'), title)}</div>
<pre class="snippet" id="${copied('snippet')}" tabindex="0">${snippetFor(config, training, partner)}</pre>
<div class="row"><h3>${say(lang, 'admin.partners.link')}</h3>${copyButton(lang, copied('link'), title)}</div>
<p><a id="${copied('link')}" href="${link}">${link}</a></p>
<h3>${say(lang, 'admin.partners.qr')}</h3>
<p><img class="code" src="${svg}" width="160" height="160" loading="lazy" alt="${say(lang, 'builder.qr', { link })}"></p>
<p class="row"><a class="button" href="${svg}" download="${row.slug}-qr.svg">${say(lang, 'builder.qr.svg')}</a>
<a class="button" href="${png}" download="${row.slug}-qr.png">${say(lang, 'builder.qr.png')}</a></p></details>`
}
