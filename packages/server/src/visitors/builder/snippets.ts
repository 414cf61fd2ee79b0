import { pageLink } from '../../core/trainings/page-links.ts'
import { ownQuery, sourceOf } from '../../platform/html/layout.ts'
import { colorsOf, declarationsOf, defaultBackground } from '../../platform/html/theme.ts'
import { pickText, say } from '../../words/index.ts'
import { script } from '../embed/manifest.ts'
import type { BuilderChoice } from './choice.ts'
import type { OfferedTraining } from './offer.ts'

/** Snippets to copy, as text. Foreign text in them can only ever be a value or a word. */
export interface Snippets {
  html: string
  div: string
  /** For the plugin. */
  shortcode: string
  wix: string
  squarespace: string
  react: string
  vue: string
  iframe: string
  /** Its height follows the form's. Present only if the page's URL is known. */
  growingIframe: string | undefined
  link: string
  csp: string
  /** A rule that the page's own style sheet may use instead of the snippet's. */
  reserve: string
}

// The space that the element reserves until its script is loaded: a screenful, so that the content
// below is out of sight when the form pushes it down, but limited, because some windows are as high
// as their content. On a wide page, where the details stand next to the form, both need no more
// than `wide`. By a rule the element itself is at least as high while it loads, so that nothing
// moves; then it gives back what it does not need, where that is out of sight. A style attribute
// knows no width, so it keeps free what both need at least.
const reserved = { narrow: 'min(100vh, 60rem)', wide: 'min(100vh, 51.25rem)' }

// As high as the form of the example in Spanish, which is longer: on a phone, and by the frame's
// own width up to a desktop, where the form has two columns.
const frameHeightPx = 1500
const frameHeight = 'clamp(820px, 1810px - 94cqi, 1600px)'

export function snippetsFor(choice: BuilderChoice): Snippets {
  const reserve = ruleFor(choice)
  const fixed = { ...choice, site: undefined }
  return {
    html: `<style>\n${reserve}\n</style>\n${scriptTag(choice)}\n${element(choice)}`,
    div: `${divElement(choice)}\n${scriptTag(choice)}`,
    shortcode: shortcode(choice),
    wix: choice.trainings.map(({ slug }) => frameUrl(fixed, slug)).join('\n'),
    squarespace: `${fixedFrames(fixed)}\n<p>${linkList(choice)}</p>`,
    react: reactComponent(choice),
    vue: vueComponent(choice),
    iframe: fixedFrames(fixed),
    growingIframe: choice.site && `${frames(choice)}\n<script>${listener(choice)}</script>`,
    link: linkList(choice),
    csp: policyLines(choice, reserve),
    reserve,
  }
}

/**
 * Returns the element to paste, and separately the script, for pages that must do something before
 * loading it.
 */
export function partsOf(choice: BuilderChoice): { html: string; reserve: string; script: string } {
  const reserve = ruleFor(choice)
  return { html: `<style>\n${reserve}\n</style>\n${element(choice)}`, reserve, script: scriptOf(choice).src }
}

/** Escapes text for attribute values and for content, in HTML, JSX, and Vue's templates. */
const escapeText = (text: string) => text.replace(/[&<>"'{}`]/g, (found) => named[found] ?? `&#${found.charCodeAt(0)};`)
const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const attributes = (values: Record<string, string | undefined>, prefix = '') =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${prefix}${name}="${escapeText(value ?? '')}"`)
    .join('')

const styleOf = ({ look }: BuilderChoice) => [`min-height: ${reserved.wide};`, ...declarationsOf(look)]

const ruleFor = (choice: BuilderChoice) =>
  [
    'training-signup, [data-training-signup] {',
    '  display: block;',
    `  --training-signup-reserve: ${reserved.narrow};`,
    '  min-height: var(--training-signup-reserve);',
    ...declarationsOf(choice.look).map((line) => `  ${line}`),
    '}',
    '@media (min-width: 60rem) {',
    `  training-signup, [data-training-signup] { --training-signup-reserve: ${reserved.wide}; }`,
    '}',
  ].join('\n')

const scriptOf = ({ publicUrl, pinned }: BuilderChoice) => ({
  src: `${publicUrl}/embed/${pinned?.version ?? 'v1'}/${script}`,
  integrity: pinned?.integrity,
})

const scriptTag = (choice: BuilderChoice) =>
  `<script type="module"${attributes({ ...scriptOf(choice), crossorigin: 'anonymous' })}></script>`

const settings = ({ publicUrl, trainings, series, partner, lang, details, look, exitUrl }: BuilderChoice) => ({
  api: publicUrl,
  training: series ? undefined : trainings.map(({ slug }) => slug).join(','),
  series,
  partner,
  lang,
  theme: look.theme,
  details,
  'exit-url': exitUrl,
})

const element = (choice: BuilderChoice) =>
  `<training-signup${attributes(settings(choice))}>\n  ${linkList(choice, '<br />\n  ')}\n</training-signup>`

// Its style is an attribute, because editors that filter tags drop a style element and show its
// text. Some themes frame whatever has the focus, and while a field has it, so does the div around
// it.
function divElement(choice: BuilderChoice) {
  const style = attributes({ style: ['outline: none;', ...styleOf(choice)].join(' ') })
  const tag = `<div data-training-signup${attributes(settings(choice), 'data-')}${style}>`
  return `${tag}\n  ${linkList(choice, '<br />\n  ')}\n</div>`
}

/**
 * Returns the shortcode. The plugin knows the server's address, and names its attributes as the
 * element does.
 */
function shortcode(choice: BuilderChoice) {
  const { accent, onAccent, link } = colorsOf(choice.look)
  const colors = { accent, 'on-accent': onAccent, link, bare: choice.look.isBare ? '1' : undefined }
  const given = { ...settings(choice), api: undefined, ...colors }
  return `[training_signup${attributes(given)}]`
}

/** Returns the URL of a training's hosted page. */
export const linkTo = ({ publicUrl, partner, lang = 'en' }: BuilderChoice, { slug, languages }: OfferedTraining) =>
  pageLink({ publicUrl, partner, lang: languages.includes(lang) ? lang : 'en' }, slug)

/**
 * Renders one link per training, or one link to the list for a series, so that it covers future
 * trainings.
 */
function linkList(choice: BuilderChoice, separator = '<br />\n') {
  const { publicUrl, trainings, series, partner, lang = 'en' } = choice
  const anchor = (href: string, text: string) => `<a${attributes({ href })}>${escapeText(text)}</a>`
  if (series) return anchor(`${publicUrl}/?${ownQuery(partner, lang)}`, say(lang, 'page.link.several'))
  return trainings
    .map((one) =>
      anchor(linkTo(choice, one), trainings.length === 1 ? say(lang, 'page.link') : registerFor(choice, one)),
    )
    .join(separator)
}

const registerFor = ({ lang = 'en' }: BuilderChoice, { title }: OfferedTraining) =>
  say(lang, 'page.link.one', { title: pickText(title, lang) })

/** Returns the URL of a single training's sign-up for frames. */
function frameUrl({ publicUrl, partner, lang, details, look, site }: BuilderChoice, slug: string): string {
  const { theme, accent, onAccent, isBare, background } = look
  const values = {
    p: partner,
    lang,
    details,
    theme,
    accent,
    onAccent: accent && onAccent,
    bare: isBare ? '1' : undefined,
    background: isBare && background !== defaultBackground ? background : undefined,
    parent: site,
  }
  const given = Object.entries(values).filter((one): one is [string, string] => one[1] !== undefined)
  const query = new URLSearchParams(given).toString()
  return `${publicUrl}/t/${slug}/frame${query && `?${query}`}`
}

// Where a page and its frame differ in their scheme, browsers paint the frame's ground. So the
// frame says which one the form has.
const frames = (choice: BuilderChoice, style?: string) =>
  choice.trainings
    .map((one) => {
      const values = {
        src: frameUrl(choice, one.slug),
        title: registerFor(choice, one),
        style: [`color-scheme: ${choice.look.theme ?? 'light'}`, style].filter(Boolean).join('; '),
      }
      return `<iframe${attributes(values)} width="100%" height="${frameHeightPx}" frameborder="0"></iframe>`
    })
    .join('\n')

const fixedFrames = (choice: BuilderChoice) =>
  `<div style="container-type: inline-size">\n${frames(choice, `height: ${frameHeight}`)}\n</div>`

// Any window may send messages. Only those from the sign-up's origin count, each for the frame that
// sent it.
const listener = ({ publicUrl }: BuilderChoice) => `
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== '${new URL(publicUrl).origin}' || data?.type !== 'training-signup-height') return
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = \`\${Number(data.height)}px\`
  })
`

function reactComponent(choice: BuilderChoice) {
  const lines = element(choice).split('\n')
  return `// For React 19. In older versions, put the script tag in index.html.
export function TrainingSignup() {
  return (
    <>
      <style href="training-signup" precedence="default">{\`
${ruleFor(choice)}
      \`}</style>
      <script async type="module"${attributes({ ...scriptOf(choice), crossOrigin: 'anonymous' })} />
${lines.map((line) => `      ${line}`).join('\n')}
    </>
  )
}`
}

const vueComponent = (choice: BuilderChoice) => `<!-- index.html, inside <head> -->
${scriptTag(choice)}

<!-- vite.config.js: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'training-signup' } } }) -->

<template>
${element(choice)
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
</template>

<style>
${ruleFor(choice)}
</style>`

/** Returns one directive per line, with the sources to add to it. */
function policyLines(choice: BuilderChoice, reserve: string) {
  const { origin } = new URL(choice.publicUrl)
  return `For the form in your page:
  script-src ${origin}
  connect-src ${origin}
  img-src ${origin}
  style-src ${sourceOf(`\n${reserve}\n`)}
  trusted-types training-signup

For the frame (iframe) instead:
  frame-src ${origin}${
    choice.site
      ? `
  script-src ${sourceOf(listener(choice))}`
      : ''
  }`
}
