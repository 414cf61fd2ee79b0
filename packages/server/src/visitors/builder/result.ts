import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { pickText, say, type WordKey } from '../../words/index.ts'
import { pluginPath } from '../embed/wordpress-plugin.ts'
import { codePath } from '../pages/pictures/qr.ts'
import type { BuilderView } from './builder-view.ts'
import type { OfferedTraining } from './offer.ts'
import { linkTo, type Snippets, snippetsFor } from './snippets.ts'

/** Renders the preview of the choice and the snippets to copy. */
export const builderResult = (view: BuilderView): Html => html`<div class="result">
<section aria-labelledby="preview-heading"><h2 id="preview-heading">${say(view.lang, 'builder.preview')}</h2>
<p>${say(view.lang, 'builder.preview.text')}</p>
${sizeChoice(view)}
<div class="screen"><iframe class="preview" title="${say(view.lang, 'builder.preview.title')}" src="${view.paths.preview}"></iframe></div></section>
<section aria-labelledby="copy-heading"><h2 id="copy-heading" tabindex="-1">${say(view.lang, 'builder.code')}</h2>
<p class="panel" id="trouble" role="alert" hidden>${say(view.lang, 'builder.code.trouble')}</p>
<div id="live-snippets" data-live>${snippetList(view)}</div></section>
</div>`

/** Renders what keeps the code in reach of every choice. */
export const codeBar = ({
  lang,
}: BuilderView): Html => html`<nav class="reach" aria-label="${say(lang, 'builder.code')}">
<button type="button" class="copy" data-copy="html-0">${say(lang, 'builder.copy.html')}</button>
<a href="#copy-heading">${say(lang, 'builder.code.all')}</a>
<a href="#preview-heading">${say(lang, 'builder.preview')}</a></nav>`

// The style sheet alone shows the chosen size. The form sends it too, so that it lasts without a
// script.
function sizeChoice({ lang, written }: BuilderView): Html {
  const isWide = written['size'] === 'desktop'
  const option = (value: string, label: WordKey, isChosen: boolean) =>
    html`<span class="size"><input type="radio" name="size" value="${value}" id="size-${value}" form="choices"${
      isChosen ? html` checked` : ''
    }><label for="size-${value}">${say(lang, label)}</label></span>`
  return html`<fieldset class="sizes"><legend class="unseen">${say(lang, 'builder.preview.size')}</legend>
${option('phone', 'builder.preview.phone', !isWide)}${option('desktop', 'builder.preview.desktop', isWide)}</fieldset>`
}

interface Block {
  id: string
  title: string
  text: Html | string
  /** Label and content of each snippet to copy. */
  snippets: [label: string, content: string][]
}

function snippetList(view: BuilderView): Html {
  const { lang } = view
  const snippets = snippetsFor(view.choice)
  const blocks = [...elementBlocks(view, snippets), ...frameBlocks(view, snippets), ...otherBlocks(view, snippets)]
  return html`${blocks.map(
    (
      { id, title, text, snippets: texts },
      index,
    ) => html`<details id="${id}"${index === 0 ? html` open` : ''}><summary><h3>${title}</h3></summary>
<p>${text}</p>
${id === 'link' ? html`<ul class="codes">${view.choice.trainings.map((one) => codeView(view, one))}</ul>` : ''}
${texts.map(
  ([label, content], place) => html`<div class="snippet"><div class="above">
<span>${label}</span><button type="button" class="copy" data-copy="${id}-${place}" aria-label="${say(
    lang,
    'builder.copy.label',
    { label },
  )}">${say(lang, 'builder.copy')}</button></div>
<pre id="${id}-${place}"><code>${content}</code></pre></div>`,
)}</details>`,
  )}`
}

function elementBlocks({ choice, lang }: BuilderView, snippets: Snippets): Block[] {
  const { html: plain, div, shortcode, react, vue } = snippets
  return [
    { id: 'html', title: 'HTML', text: say(lang, 'builder.html.text'), snippets: [['HTML', plain]] },
    {
      id: 'wordpress',
      title: 'WordPress',
      text: html`<a href="${choice.publicUrl}${pluginPath}" download>${say(lang, 'builder.wordpress.download')}</a>. ${say(lang, 'builder.wordpress.text')}`,
      snippets: [
        [say(lang, 'builder.wordpress.plugin'), shortcode],
        [say(lang, 'builder.wordpress.block'), div],
      ],
    },
    {
      id: 'div',
      title: say(lang, 'builder.div'),
      text: say(lang, 'builder.div.text'),
      snippets: [[say(lang, 'builder.div.label'), div]],
    },
    {
      id: 'react',
      title: 'React',
      text: say(lang, 'builder.react.text'),
      snippets: [[say(lang, 'builder.react.label'), react]],
    },
    {
      id: 'vue',
      title: 'Vue',
      text: say(lang, 'builder.vue.text'),
      snippets: [[say(lang, 'builder.vue.label'), vue]],
    },
  ]
}

function frameBlocks({ choice, lang }: BuilderView, snippets: Snippets): Block[] {
  const { wix, squarespace, iframe, growingIframe, link } = snippets
  return [
    {
      id: 'wix',
      title: 'Wix',
      text: `${say(lang, 'builder.wix.text')}${choice.trainings.length > 1 ? ` ${say(lang, 'builder.wix.several')}` : ''}`,
      snippets: [
        [say(lang, 'builder.wix.address'), wix],
        [say(lang, 'builder.wix.link'), choice.trainings.map((one) => linkTo(choice, one)).join('\n')],
      ],
    },
    {
      id: 'squarespace',
      title: 'Squarespace',
      text: say(lang, 'builder.squarespace.text'),
      snippets: [
        [say(lang, 'builder.squarespace.block'), squarespace],
        [say(lang, 'builder.squarespace.link'), link],
      ],
    },
    {
      id: 'iframe',
      title: say(lang, 'builder.iframe'),
      text: frameText(lang, choice.site),
      snippets: [
        ...(growingIframe ? ([[say(lang, 'builder.iframe.growing'), growingIframe]] as [string, string][]) : []),
        [say(lang, 'builder.iframe.fixed'), iframe],
      ],
    },
  ]
}

const frameText = (lang: Language, site: string | undefined): Html | string =>
  site
    ? say(lang, 'builder.iframe.both', { site })
    : html`${say(lang, 'builder.iframe.text')} <a href="#site">${say(lang, 'builder.iframe.site')}</a>`

const otherBlocks = ({ lang }: BuilderView, { link, csp, reserve }: Snippets): Block[] => [
  {
    id: 'link',
    title: say(lang, 'builder.link'),
    text: say(lang, 'builder.link.text'),
    snippets: [[say(lang, 'builder.link.label'), link]],
  },
  {
    id: 'csp',
    title: say(lang, 'builder.csp'),
    text: say(lang, 'builder.csp.text'),
    snippets: [['Content-Security-Policy', csp]],
  },
  {
    id: 'reserve',
    title: say(lang, 'builder.reserve'),
    text: say(lang, 'builder.reserve.text'),
    snippets: [[say(lang, 'builder.reserve.label'), reserve]],
  },
]

function codeView({ choice, lang }: BuilderView, training: OfferedTraining): Html {
  const { slug, title } = training
  const link = linkTo(choice, training)
  const [svg, png] = (['svg', 'png'] as const).map((ending) =>
    codePath(choice, slug, { partner: choice.partner, ending }),
  )
  return html`<li>
<img src="${svg}" alt="${say(lang, 'builder.qr', { link })}" width="160" height="160">
<div><p><strong>${pickText(title, lang)}</strong></p><p><a href="${link}">${link}</a></p>
<p><a href="${svg}" download="${slug}-qr.svg">${say(lang, 'builder.qr.svg')}</a> ·
<a href="${png}" download="${slug}-qr.png">${say(lang, 'builder.qr.png')}</a></p></div></li>`
}
