import { expect } from '@open-wc/testing'
import { catalogue, verifyWords } from '../../server/src/words/index.ts'
import { ownWords } from './testing/fixtures.ts'
import { find, show } from './testing/show.ts'
import { TrainingSignupElement } from './training-signup.ts'

const response = await fetch('/sources.json')
const sources: Record<string, string> = await response.json()
for (const name of Object.keys(sources)) if (name.startsWith('src/testing/')) delete sources[name]
const written = (ending: string) =>
  Object.entries(sources)
    .filter(([name]) => name.endsWith(ending))
    .map(([, text]) => text)
    .join('\n')
const code = written('.ts')
// A long value stands in several lines.
const styles = written('.css').replaceAll(/\(\s+/g, '(').replaceAll(/\s+\)/g, ')').replaceAll(/,\s+/g, ', ')
const manual = sources['src/training-signup.ts']?.split('export class')[0] ?? ''

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one = '']) => one)
const sorted = (names: string[]) => [...new Set(names)].toSorted()

/** The color of a pixel in it, in hexadecimal, like `#fff`. */
function hexOf(color: string) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!
  canvas.fillStyle = color
  canvas.fillRect(0, 0, 1, 1)
  const channels = Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3)
  const digits = channels.map((one) => one.toString(16).padStart(2, '0'))
  const isShort = digits.every(([first, second]) => first === second)
  return `#${digits.map((one) => (isShort ? one[0] : one)).join('')}`
}

describe('the manual', () => {
  it('names every part that there is, and no other', () => {
    // An outcome's view has the names of its parts from its caller.
    const moments = found(code, /\bpart: '([\w-]+)',/g)
    // Inside an expression only what stands in quotes can be a part.
    const parts = found(code, /part=("[^"]+"|\$\{.*?\})/g)
      .map((names) => names.replaceAll('"', ''))
      .map((names) => names.replace(/\$\{.*?\}/g, (expression) => found(expression, /'(.*?)'/g).join(' ')))
      .flatMap((names) => names.split(' ').filter(Boolean))
      .flatMap((name) => (name.startsWith('-') ? moments.map((part) => part + name) : name))
      .concat(moments)
      // What depends on the state, as of the root.
      .concat(
        found(code, /\bpart: \w+ \? (.*),/g).flatMap((names) =>
          found(names, /'(.*?)'/g)
            .join(' ')
            .split(' '),
        ),
      )
    expect(parts).to.include('questions')
    expect(sorted(found(manual, /@csspart ([\w-]+) - ./g))).to.deep.equal(sorted(parts))
  })

  it('names every custom property with its default on a light page', async () => {
    const { element } = await show()
    const probe = find(element, '[part=root]')
    const used = found(styles, /(var\(--training-signup-[^;]+);/g)
    expect(used).to.have.length(styles.split('var(--training-signup-').length - 1)
    const named = used.map((value) => {
      const [, name, given = ''] = /^var\(--training-signup-([\w-]+), (.*)\)$/.exec(value) ?? []
      if (!/[#(]/.test(given)) return `${name}=${given}`
      probe.style.color = value
      return `${name}=${hexOf(getComputedStyle(probe).color)}`
    })
    expect(sorted(found(manual, /@cssprop \[--training-signup-(.+)\] - ./g))).to.deep.equal(sorted(named))
  })

  it('names every attribute and event', () => {
    expect(sorted(found(manual, /@attr \{.*\} (\S+) - ./g))).to.deep.equal(
      sorted(TrainingSignupElement.observedAttributes),
    )
    expect(sorted(found(manual, /@fires \{\w+\} (\S+) - ./g))).to.deep.equal(
      sorted(found(sources['src/events.ts'] ?? '', /super\('([\w-]+)'/g)),
    )
  })
})

describe('the words of the server', () => {
  const saidIn = (isWanted: (name: string) => boolean) =>
    Object.entries(sources).flatMap(([name, text]) => (isWanted(name) ? found(text, /\bsay\(\s*'([\w.-]+)'/g) : []))
  const isIn = (folder: string) => (name: string) => name.startsWith(`src/${folder}/`)
  const [isOfCode, isOfGroup] = [isIn('code'), isIn('group')]
  // A row says only in a list what it leads to.
  const isOfChoice = (name: string) => isIn('choose')(name) || name === 'src/views/training-rows.ts'
  const isOfOne = (name: string) => !isOfChoice(name) && !isOfCode(name) && !isOfGroup(name)
  // Words that the server fits to the training, or sends only where it sends emails.
  const fitted = Object.keys(ownWords('en'))

  for (const [whom, isWanted, uses] of [
    ['every visitor', isOfOne, ['one']],
    ['a visitor who chooses', isOfChoice, ['list']],
    ['a visitor who signs up several people', isOfGroup, ['several']],
  ] as const) {
    it(`hold every one that the script says to ${whom}, in both languages`, () => {
      const said = saidIn(isWanted)
      expect(said.length).to.be.greaterThan(3)
      for (const lang of ['en', 'es'] as const) {
        const sent = uses.flatMap((use) => Object.keys(catalogue(lang, use)))
        expect(said.filter((key) => !sent.includes(key) && !fitted.includes(key))).to.deep.equal([])
      }
    })
  }

  it('hold every one that the script says to a visitor who types a code, in both languages', () => {
    for (const lang of ['en', 'es'] as const)
      expect(Object.keys({ ...catalogue(lang), ...verifyWords(lang) })).to.include.members(saidIn(isOfCode))
  })
})
