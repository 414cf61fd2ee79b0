import { language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { originsOf } from '../../core/partners/partners.ts'
import { listLink, pageLink } from '../../core/trainings/page-links.ts'
import { findPublicTraining, findTraining } from '../../core/trainings/trainings.ts'
import { basePath } from '../../platform/config.ts'
import { readAsset } from '../../platform/html/assets.ts'
import { answerBarePage, type BarePage } from '../../platform/html/bare-page.ts'
import { errorIdLine } from '../../platform/html/error-id.ts'
import type { Html } from '../../platform/html/layout.ts'
import { isPlainOrigin } from '../../platform/html/origins.ts'
import { declarationsOf, own, readDetails, readTheme, type Scheme } from '../../platform/html/theme.ts'
import { refusalOf } from '../../platform/http/api/answer-problem.ts'
import { staleIfError } from '../../platform/http/kept-by-proxies.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { languagesOf, pickText, say } from '../../words/index.ts'
import { script } from '../embed/manifest.ts'
import { refusalWords } from './hosted-pages.ts'
import { partnerOf } from './partner-of.ts'

export const assets = {
  frameStyle: readAsset('frame.css', import.meta.url),
  frame: readAsset('frame.js', import.meta.url),
}

/** Creates the handler for a single training's sign-up as a page in other pages' frames. */
export function createFrame(system: System) {
  return async function showFrame(c: Context) {
    const partner = partnerOf(c)
    const policy = { 'frame-ancestors': await ancestorsFor(system, c.req.param('slug') ?? '', partner) }
    try {
      const page = await framePage(system, c, partner)
      const isInvented = partner !== undefined && (await originsOf(system, partner)) === undefined
      // A language in the address says what else the browser's list of languages would.
      const varied = page.lang === c.req.query('lang') ? {} : { Vary: 'Accept-Language' }
      const headers = { ...framedHeaders, 'Cache-Control': isInvented ? browserAlone : shared, ...varied }
      return answerBarePage(c, system.config, { ...frameOf(c), ...page, policy, headers })
    } catch (error) {
      // The surrounding page may frame this too: a browser's own page about a blocked frame would
      // help no one.
      const refusal = refusalOf(system, c, error)
      const page = refusedPage(system, c, partner, refusal)
      const headers = { ...framedHeaders, 'Cache-Control': 'no-store', Vary: 'Accept-Language' }
      return answerBarePage(
        c,
        system.config,
        { ...frameOf(c), ...page, policy, headers },
        refusal.problem.status as 500,
      )
    }
  }
}

const freshSeconds = 60

const shared = `public, max-age=${freshSeconds}, ${staleIfError}`
/** Anyone can invent partners, and so fill a proxy. */
const browserAlone = `private, max-age=${freshSeconds}`

const framedHeaders = {
  // Lets pages that are isolated from other origins show it.
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/**
 * Returns the origins that may show the frame: this server's, and those that both the operator and
 * the partner allow. Without a list each allows all.
 */
async function ancestorsFor(system: System, slug: string, partner: string | undefined): Promise<string> {
  const { allowedOrigins } = system.config
  const listed = await listedOrigins(system, slug, partner)
  if (listed.length === 0 && !allowedOrigins) return '*'
  const origins = listed.length === 0 ? (allowedOrigins ?? []) : listed
  const allowed = origins.filter((one) => isPlainOrigin(one) && (allowedOrigins?.includes(one) ?? true))
  return ["'self'", ...allowed].join(' ')
}

/**
 * Returns the origins that the partner lists. A frame that names no known partner still shows the
 * sponsors of its training, so their lists hold.
 */
async function listedOrigins(system: System, slug: string, partner: string | undefined): Promise<string[]> {
  const named = partner === undefined ? undefined : await originsOf(system, partner)
  if (named) return named
  const sponsors = (await findTraining(system, slug))?.input.sponsors ?? []
  const lists = await Promise.all(sponsors.map((one) => originsOf(system, one)))
  return [...new Set(lists.flatMap((list) => list ?? []))]
}

/** Returns what every frame has: its theme, and the origin that it reports its height to. */
function frameOf(c: Context): Pick<BarePage, 'rules' | 'styles' | 'scripts' | 'data'> {
  const look = readTheme(c.req.query())
  // A frame cannot see the surrounding page's colors, so `auto` means light.
  const scheme: Scheme = look.theme ?? 'light'
  const named = c.req.query('parent')
  const parent = named !== undefined && isPlainOrigin(named) ? named : undefined
  return {
    rules: `:root{color-scheme:${scheme}}body{color:${own[scheme].text}}training-signup{${declarationsOf({ ...look, theme: scheme }).join('')}}`,
    styles: [assets.frameStyle],
    scripts: parent ? [assets.frame] : [],
    data: { parent },
  }
}

async function framePage(system: System, c: Context, partner: string | undefined) {
  const { publicUrl } = system.config
  const { row, input } = await findPublicTraining(system, c.req.param('slug') ?? '')
  const requested = language.safeParse(c.req.query('lang')).data
  const lang = languageOf(c, languagesOf(input), requested)
  const link = pageLink({ publicUrl, partner, lang }, row.slug)
  const title = pickText(input.title, lang)
  return {
    lang,
    title: say(lang, 'page.link.one', { title }),
    body: signupOf(
      system,
      c,
      { partner, title },
      html`<a href="${link}" target="_blank" rel="noopener">${say(lang, 'page.link')}</a>`,
    ),
  }
}

/**
 * Renders the form, and what stands in it until it is ready. Its headings begin with the second
 * level, or with the third where it does not say what the training is.
 */
function signupOf(
  system: System,
  c: Context,
  { partner, title, isMissing = false }: { partner: string | undefined; title: string; isMissing?: boolean },
  fallback: Html,
): Html {
  const { isBare, theme = 'light' } = readTheme(c.req.query())
  const details = readDetails(c.req.query('details'))
  const requested = language.safeParse(c.req.query('lang')).data
  const base = basePath(system.config)
  const headings =
    isMissing || details === 'none'
      ? html`<h1 class="unseen">${say(languageOf(c), 'page.list')}</h1><h2 class="unseen">${title}</h2>`
      : html`<h1 class="unseen">${title}</h1>`
  return html`<main class="${isBare ? 'bare' : 'card'}">${headings}<training-signup api="${base}/" training="${c.req.param('slug')}"${
    partner ? html` partner="${partner}"` : ''
  } theme="${theme}"${details ? html` details="${details}"` : ''}${requested ? html` lang="${requested}"` : ''}>
${fallback}
</training-signup></main>
<script type="module" src="${base}/embed/v1/${script}"></script>`
}

/** The form itself says what is wrong with its training, and leads on. Other refusals stand alone. */
function refusedPage(system: System, c: Context, partner: string | undefined, refusal: ProblemError) {
  const lang = languageOf(c)
  const { problemName: name } = refusal
  const [title, text] = refusalWords(name, lang)
  const words = html`<p>${text}</p>
<p><a href="${listLink({ publicUrl: system.config.publicUrl, partner, lang })}" target="_blank" rel="noopener">${say(lang, 'page.back')}</a></p>
${errorIdLine(refusal, lang)}`
  const isMissing = name === 'not-found' || name === 'training-withdrawn'
  return {
    lang,
    title,
    body: isMissing
      ? signupOf(system, c, { partner, title, isMissing }, html`<p><strong>${title}</strong></p>${words}`)
      : html`<main class="refusal"><h1>${title}</h1>${words}</main>`,
  }
}
