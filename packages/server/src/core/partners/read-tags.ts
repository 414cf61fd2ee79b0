import { Tokenizer, TokenizerMode } from 'parse5'

/** A start tag that can have to do with the sign-up. */
export interface Tag {
  name: string
  /** Only those that are looked at, each as it stands first. */
  attributes: ReadonlyMap<string, string>
}

/** No page needs more of a kind. */
const mostTags = 50
const longestValue = 10_000
const formAttribute = 'data-training-signup'
const read: ReadonlySet<string> = new Set([
  formAttribute,
  ...['training', 'series', 'partner'].flatMap((name) => [name, `data-${name}`]),
  'src',
  'type',
  'integrity',
  'nonce',
  'http-equiv',
  'content',
])

/** In these, tags are text. Browsers that run scripts read `noscript` so, too. */
const { RAWTEXT, RCDATA, SCRIPT_DATA, PLAINTEXT } = TokenizerMode
const textModes: ReadonlyMap<string, Tokenizer['state']> = new Map([
  ['script', SCRIPT_DATA],
  ...['style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript'].map((name) => [name, RAWTEXT] as const),
  ['title', RCDATA],
  ['textarea', RCDATA],
  ['plaintext', PLAINTEXT],
])

/**
 * Returns the start tags in a page that can have to do with the sign-up, without building the page.
 * A page is as large as its owner likes, so nothing here takes more than one step per character.
 * The first of each kind count.
 */
export function readTags(html: string): Tag[] {
  const found: Tag[] = []
  const counts = new Map<string, number>()
  /** What stands in a template is not shown. */
  let templates = 0
  const ignore = () => {}
  const tokenizer = new FewAttributes(
    {},
    {
      onStartTag({ tagName, attrs }) {
        tokenizer.state = textModes.get(tagName) ?? TokenizerMode.DATA
        if (tagName === 'template') templates += 1
        const attributes = new Map(attrs.map(({ name, value }) => [name, value.slice(0, longestValue)]))
        const kind = templates > 0 ? undefined : kindOf(tagName, attributes)
        const count = (counts.get(kind ?? '') ?? 0) + 1
        if (kind === undefined || count > mostTags) return
        counts.set(kind, count)
        found.push({ name: tagName, attributes })
      },
      onEndTag({ tagName }) {
        if (tagName === 'template' && templates > 0) templates -= 1
      },
      onComment: ignore,
      onDoctype: ignore,
      onEof: ignore,
      onCharacter: ignore,
      onNullCharacter: ignore,
      onWhitespaceCharacter: ignore,
    },
  )
  tokenizer.write(html, true)
  return found
}

/** Looks for each attribute of a tag among those before it, so it keeps the few that are read. */
class FewAttributes extends Tokenizer {
  protected override _leaveAttrName(): void {
    if (read.has(this.currentAttr.name)) super._leaveAttrName()
  }
}

/** Of scripts, and of pages in frames, only those that could be ours take part. */
function kindOf(name: string, attributes: Tag['attributes']): string | undefined {
  if (attributes.has(formAttribute)) return 'training-signup'
  const src = attributes.get('src') ?? ''
  switch (name) {
    case 'script':
      return src.includes('/embed/') ? name : undefined
    case 'iframe':
      return src.includes('/frame') ? name : undefined
    case 'meta':
      return attributes.has('http-equiv') ? name : undefined
    default:
      return name === 'training-signup' ? name : undefined
  }
}
