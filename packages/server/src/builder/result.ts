import { html } from 'hono/html'
import type { Html } from '../pages/layout.ts'
import { codePath } from '../pages/qr.ts'
import type { Choice, OfferedTraining } from './choice.ts'
import type { BuilderView } from './choice-form.ts'
import { linkTo, type Snippets, snippetsFor } from './snippets.ts'

/** Renders the preview of the choice and the snippets to copy. */
export const builderResult = (view: BuilderView): Html => html`<div class="result">
<section aria-labelledby="preview-heading"><h2 id="preview-heading">Preview</h2>
<p>The real form, as it would look on your page. Preview: nothing you send here is stored.</p>
<iframe class="preview" title="Preview of the form on your page" src="${view.paths.preview}"></iframe></section>
<section aria-labelledby="copy-heading"><h2 id="copy-heading">Code to copy</h2>
<p class="panel" id="trouble" role="alert" hidden>The server does not answer. The code below is older than your last change.</p>
<div id="live-snippets" data-live>${snippetList(view)}</div></section>
</div>`

interface Block {
  id: string
  title: string
  text: Html | string
  /** Label and content of each snippet to copy. */
  snippets: [label: string, content: string][]
}

function snippetList(view: BuilderView): Html {
  const snippets = snippetsFor(view.choice)
  const blocks = [...elementBlocks(view, snippets), ...frameBlocks(view, snippets), ...otherBlocks(snippets)]
  return html`${blocks.map(
    (
      { id, title, text, snippets: texts },
      index,
    ) => html`<details id="${id}"${index === 0 ? html` open` : ''}><summary><h3>${title}</h3></summary>
<p>${text}</p>
${id === 'link' ? html`<ul class="codes">${view.choice.trainings.map((one) => codeView(view.choice, one))}</ul>` : ''}
${texts.map(
  (
    [label, content],
    place,
  ) => html`<div class="snippet"><div class="above"><span>${label}</span><button type="button" class="copy" data-copy="${id}-${place}" aria-label="Copy: ${label}">Copy</button></div>
<pre id="${id}-${place}"><code>${content}</code></pre></div>`,
)}</details>`,
  )}`
}

const elementBlocks = ({ choice }: BuilderView, { html: plain, div, shortcode, react, vue }: Snippets): Block[] => [
  {
    id: 'html',
    title: 'HTML',
    text: 'Paste this where the form should stand. The link inside is what visitors see wherever the script cannot run.',
    snippets: [['HTML', plain]],
  },
  {
    id: 'wordpress',
    title: 'WordPress',
    text: html`Add the block <em>Custom HTML</em> and paste the first. If the site takes scripts out, as WordPress.com and networks of sites do, ask the organizer for the plugin (<code>examples/wordpress</code>): it has a block, and takes the shortcode. Its settings want the address <code>${choice.publicUrl}</code>. What always works is the link at the end of this list.`,
    snippets: [
      ['For the block Custom HTML', div],
      ...(shortcode ? ([['With the plugin', shortcode]] as [string, string][]) : []),
    ],
  },
  {
    id: 'div',
    title: 'Editors that remove unknown tags',
    text: html`The same as a <code>div</code>.`,
    snippets: [['HTML with a div', div]],
  },
  {
    id: 'react',
    title: 'React',
    text: 'A component to import wherever the form should stand.',
    snippets: [['React component', react]],
  },
  {
    id: 'vue',
    title: 'Vue',
    text: 'A component, and what it needs around it.',
    snippets: [['Vue component', vue]],
  },
]

const frameBlocks = ({ choice }: BuilderView, { wix, squarespace, iframe, growingIframe, link }: Snippets): Block[] => [
  {
    id: 'wix',
    title: 'Wix',
    text: html`Choose <em>Embed Code</em>, then <em>Embed a Site</em>, paste the address and pull the box as high as the form. ${choice.trainings.length > 1 ? 'Each training has a box of its own.' : ''} On phones, or if the box stays empty, a button with the link does the same.`,
    snippets: [
      ['Address for Embed a Site', wix],
      ['Link for a button', choice.trainings.map((one) => linkTo(choice, one)).join('\n')],
    ],
  },
  {
    id: 'squarespace',
    title: 'Squarespace',
    text: html`Add the block <em>Embed</em> or <em>Code</em> and paste this. Plans without code show the link only.`,
    snippets: [
      ['For the block Embed or Code', squarespace],
      ['Link alone', link],
    ],
  },
  {
    id: 'iframe',
    title: 'Frame (iframe)',
    text: growingIframe
      ? html`For pages that load no script of others. The first takes the height of the form by itself on ${choice.site}; the second has one height for ever.`
      : html`For pages that load no script of others. It has one height; write your page’s address into the field <a href="#site">under More</a>, and there is one that takes the height of the form by itself.`,
    snippets: [
      ...(growingIframe ? ([['Frame with automatic height', growingIframe]] as [string, string][]) : []),
      ['Frame with a fixed height', iframe],
    ],
  },
]

const otherBlocks = ({ link, csp, reserve }: Snippets): Block[] => [
  {
    id: 'link',
    title: 'Link and QR code',
    text: 'For emails, newsletters, social media, and posters. The page behind it needs no script.',
    snippets: [['Link as HTML', link]],
  },
  {
    id: 'csp',
    title: 'If your page has a Content-Security-Policy',
    text: html`Add these to it, each to the directive of its name. The one for <code>style-src</code> is needed only while the style element is in the page and not in your style sheet; <code>trusted-types</code> only if your policy has such a list.`,
    snippets: [['Content-Security-Policy', csp]],
  },
  {
    id: 'reserve',
    title: 'Against jumping pages',
    text: 'Reserves the space from the start. The snippets include it already; in your own style sheet it can replace their style element.',
    snippets: [['Rule for your style sheet', reserve]],
  },
]

function codeView(choice: Choice, training: OfferedTraining): Html {
  const { slug, title } = training
  const link = linkTo(choice, training)
  const [svg, png] = (['svg', 'png'] as const).map((ending) =>
    codePath(choice, slug, { partner: choice.partner, ending }),
  )
  return html`<li>
<img src="${svg}" alt="QR code of ${link}" width="160" height="160">
<div><p><strong>${title.en}</strong></p><p><a href="${link}">${link}</a></p>
<p><a href="${svg}" download="${slug}-qr.svg">QR code as SVG</a> · <a href="${png}" download="${slug}-qr.png">QR code as PNG</a></p></div></li>`
}
