import { html } from 'hono/html'
import { pluginPath } from '../embed/wordpress-plugin.ts'
import type { Html } from '../pages/layout.ts'
import { codePath } from '../pages/qr.ts'
import type { Choice, OfferedTraining } from './choice.ts'
import type { BuilderView } from './choice-form.ts'
import { linkTo, type Snippets, snippetsFor } from './snippets.ts'

/** Renders the preview of the choice and the snippets to copy. */
export const builderResult = (view: BuilderView): Html => html`<div class="result">
<section aria-labelledby="preview-heading"><h2 id="preview-heading">Preview</h2>
<p>This is the real form as it will look on your page. Try it out: nothing you send from this preview is saved.</p>
<iframe class="preview" title="Preview of the form on your page" src="${view.paths.preview}"></iframe></section>
<section aria-labelledby="copy-heading"><h2 id="copy-heading">Copy the code</h2>
<p class="panel" id="trouble" role="alert" hidden>The server isn’t responding. The code below doesn’t include your last change.</p>
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
    text: 'Paste this where you want the form. If the script can’t run, visitors see the link inside it instead.',
    snippets: [['HTML', plain]],
  },
  {
    id: 'wordpress',
    title: 'WordPress',
    text: html`Download the plugin, <a href="${choice.publicUrl}${pluginPath}" download>training-signup.zip</a>, and upload it under <em>Plugins → Add New Plugin</em>. It adds a block and the shortcode below. Without the plugin, add a <em>Custom HTML</em> block and paste the snippet for it. If your site strips scripts, as WordPress.com does, or any site for authors who aren’t editors, visitors see the link instead of the form.`,
    snippets: [
      ['With the plugin', shortcode],
      ['For the Custom HTML block', div],
    ],
  },
  {
    id: 'div',
    title: 'Editors that strip unknown tags',
    text: html`The same form, as a <code>div</code>.`,
    snippets: [['HTML with a div', div]],
  },
  {
    id: 'react',
    title: 'React',
    text: 'A component to use wherever you want the form.',
    snippets: [['React component', react]],
  },
  {
    id: 'vue',
    title: 'Vue',
    text: 'A component and its setup.',
    snippets: [['Vue component', vue]],
  },
]

const frameBlocks = ({ choice }: BuilderView, { wix, squarespace, iframe, growingIframe, link }: Snippets): Block[] => [
  {
    id: 'wix',
    title: 'Wix',
    text: html`Choose <em>Embed Code</em>, then <em>Embed a Site</em>. Paste the address and stretch the box until the whole form fits. ${choice.trainings.length > 1 ? 'Add a separate box for each training.' : ''} On phones, or if the box stays empty, use a button with the link instead.`,
    snippets: [
      ['Address for Embed a Site', wix],
      ['Link for a button', choice.trainings.map((one) => linkTo(choice, one)).join('\n')],
    ],
  },
  {
    id: 'squarespace',
    title: 'Squarespace',
    text: html`Add an <em>Embed</em> or <em>Code</em> block and paste this. Plans that don’t allow code show only the link.`,
    snippets: [
      ['For the Embed or Code block', squarespace],
      ['Just the link', link],
    ],
  },
  {
    id: 'iframe',
    title: 'Frame (iframe)',
    text: growingIframe
      ? html`For pages that can’t load outside scripts. On ${choice.site}, the first one adjusts its height automatically. The second has a fixed height.`
      : html`For pages that can’t load outside scripts. It has a fixed height. To get one that adjusts its height, enter your page’s address <a href="#site">under More options</a>.`,
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
    text: 'For emails, newsletters, social media, and flyers. The page it opens works without scripts.',
    snippets: [['Link as HTML', link]],
  },
  {
    id: 'csp',
    title: 'If your page has a Content-Security-Policy',
    text: html`Add each value to the directive of the same name. You need the <code>style-src</code> hash only if the style element is in your page rather than your style sheet, and <code>trusted-types</code> only if your policy already has that directive.`,
    snippets: [['Content-Security-Policy', csp]],
  },
  {
    id: 'reserve',
    title: 'Keep the page from jumping',
    text: 'Reserves space while the form loads. The code above already includes it. If you move this rule to your own style sheet, you can remove the style element.',
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
