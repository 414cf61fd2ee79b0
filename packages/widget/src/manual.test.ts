import { expect } from '@open-wc/testing'
import { catalogue } from '../../server/src/words/index.ts'
import { TrainingSignupElement } from './training-signup.ts'

const response = await fetch('/sources.json')
const sources: Record<string, string> = await response.json()
const code = Object.values(sources).join('\n')
const manual = sources['src/training-signup.ts']?.split('export class')[0] ?? ''
const styles = sources['src/training-signup.styles.ts'] ?? ''

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one = '']) => one)
const sorted = (names: string[]) => [...new Set(names)].toSorted()

// The other value of a pair is the dark one.
const lightOf = (value: string) => /^light-dark\((.*), .*\)$/.exec(value)?.[1] ?? value

describe('the manual', () => {
  it('names every part that there is, and no other', () => {
    const parts = found(code, /part="([^"]+)"/g).flatMap((names) => names.split(' '))
    expect(parts).to.include('questions')
    expect(sorted(found(manual, /@csspart ([\w-]+) - ./g))).to.deep.equal(sorted(parts))
  })

  it('names every custom property with its default', () => {
    const used = [...styles.matchAll(/var\(--training-signup-([\w-]+), ((?:[^()]|\([^()]*\))+)\)/g)]
    expect(used).to.have.length(styles.split('var(--training-signup-').length - 1)
    expect(sorted(found(manual, /@cssprop \[--training-signup-(\S+)\] - ./g))).to.deep.equal(
      sorted(used.map(([, name, value = '']) => `${name}=${lightOf(value)}`)),
    )
  })

  it('names every attribute and event', () => {
    expect(sorted(found(manual, /@attr \{.*\} (\S+) - ./g))).to.deep.equal(sorted(TrainingSignupElement.attributes))
    expect(sorted(found(manual, /@fires \{\w+\} (\S+) - ./g))).to.deep.equal(
      sorted(found(sources['src/events.ts'] ?? '', /super\('(.+)'\)/g)),
    )
  })
})

describe('the words of the server', () => {
  it('hold every one that this script says, in both languages', () => {
    const said = found(code, /\bsay\(\s*'([\w.-]+)'/g)
    expect(said).to.include('form.page')
    for (const lang of ['en', 'es'] as const)
      expect(said.filter((key) => !Object.hasOwn(catalogue(lang), key))).to.deep.equal([])
  })
})
