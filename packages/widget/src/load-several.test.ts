import { expect } from '@open-wc/testing'
import { loadSeveral } from './load-several.ts'
import { pinSeveral } from './testing.ts'

const file = 'several/several.ts'

async function hashOf(name: string) {
  const bytes = await (await fetch(new URL(name, import.meta.url))).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha256-${btoa(String.fromCharCode(...digest))}`
}

/** Whether the other part came, while it was pinned so. */
async function comes(name: string, integrity: string) {
  const unpin = pinSeveral(name, integrity)
  const loading = loadSeveral().catch(() => undefined)
  unpin()
  return (await loading) !== undefined
}

afterEach(() => expect(document.head.querySelector('script[integrity]'), 'nothing is left on the page').to.equal(null))

describe('the other part of the script', () => {
  it('brings what several trainings and several people need, and their looks', async () => {
    const { Chooser, CodeStep, regroup, styles } = await loadSeveral()
    expect([Chooser, CodeStep, regroup].map((one) => typeof one)).to.deep.equal(Array(3).fill('function'))
    expect(styles).to.be.a('string')
  })

  it('is loaded by its hash, from beside the first', async () => {
    const asked: string[] = []
    const { append } = document.head
    document.head.append = (script: HTMLScriptElement) => {
      asked.push(script.src.replace(/#.*/, ''), script.integrity, script.type, String(script.crossOrigin))
      append.call(document.head, script)
    }
    const integrity = await hashOf(`${file}?right`)
    const hasCome = await comes(`${file}?right`, integrity)
    Reflect.deleteProperty(document.head, 'append')
    expect(hasCome).to.equal(true)
    expect(asked).to.deep.equal([new URL(`${file}?right`, import.meta.url).href, integrity, 'module', 'anonymous'])
  })

  it('is not run as another that the page has loaded without its hash', async () => {
    const name = `${file}?early`
    await import(new URL(name, import.meta.url).href)
    expect(await comes(name, await hashOf('policy.ts'))).to.equal(false)
  })

  it('is not run where it is another than was pinned', async () => {
    expect(await comes(`${file}?wrong`, await hashOf('policy.ts'))).to.equal(false)
  })

  it('is not there where the server has lost it', async () => {
    expect(await comes('nowhere.js', '')).to.equal(false)
  })

  it('can be had at a second try', async () => {
    const name = `${file}?again`
    expect(await comes(name, await hashOf('policy.ts'))).to.equal(false)
    expect(await comes(name, await hashOf(name))).to.equal(true)
  })

  it('can be asked for by two widgets at once', async () => {
    const name = `${file}?twice`
    const integrity = await hashOf(name)
    expect(await Promise.all([comes(name, integrity), comes(name, integrity)])).to.deep.equal([true, true])
  })
})
