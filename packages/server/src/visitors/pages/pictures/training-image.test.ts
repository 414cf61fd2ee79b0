import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, test } from 'mocha'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { type ImageText, imageSize } from './image-text.ts'
import { PictureKeeper } from './picture-keeper.ts'

/** Decodes a PNG, and returns its size and how its pixels are colored. */
async function look(png: ArrayBuffer) {
  const picture = await loadImage(Buffer.from(png))
  const { width, height } = picture
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(picture, 0, 0)
  const colorAt = (x: number, y: number) =>
    Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3), (part) => part.toString(16).padStart(2, '0')).join('')
  /** How many pixels of an area are not white. */
  const inked = (x: number, y: number, wide: number, high: number) => {
    const { data } = context.getImageData(x, y, wide, high)
    let count = 0
    for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) count += 1
    return count
  }
  return { width, height, colorAt, inked }
}

onBothDatabases('the picture of a training', (given) => {
  const get = (path: string, headers: Record<string, string> = {}) => given().send('GET', path, undefined, headers)
  const pictureOf = async (slug: string, query = '') =>
    look(await (await get(`/t/${slug}/image.png${query}`)).arrayBuffer())

  test('shows title, day, and place', async () => {
    const { slug } = await given().givenTraining({ organizer: { name: 'Training office' } })
    const response = await get(`/t/${slug}/image.png`)
    assert.equal(response.status, 200)
    for (const [name, value] of [
      ['content-type', 'image/png'],
      ['cache-control', 'public, max-age=3600'],
      ['cross-origin-resource-policy', 'cross-origin'],
      ['content-security-policy', "default-src 'none'"],
    ] as const)
      assert.equal(response.headers.get(name), value)
    const { width, height, colorAt, inked } = await look(await response.arrayBuffer())
    assert.deepEqual({ width, height }, imageSize)
    assert.equal(colorAt(600, 8), '0b57d0', 'a stripe on top')
    for (const [what, area] of [
      ['title', [80, 60, 1040, 260]],
      ['day', [90, 410, 140, 100]],
      ['date', [276, 350, 840, 54]],
      ['hours', [276, 404, 840, 54]],
      ['place', [276, 458, 840, 54]],
      ['organizer', [80, 560, 1040, 50]],
    ] satisfies [string, Parameters<typeof inked>][])
      assert.ok(inked(...area) > 200, what)
    assert.equal(inked(0, 20, 70, 610), 0, 'nothing runs out of the margins')
    assert.equal(inked(1130, 20, 70, 610), 0, 'nothing runs out of the margins')
  })

  test('wraps a long title, in the language that is asked for', async () => {
    const { slug } = await given().givenTraining({
      title: { en: 'First aid', es: 'Capacitación sobre la trata de personas para personal de primera respuesta' },
    })
    const [english, spanish] = [await pictureOf(slug, '?lang=en'), await pictureOf(slug, '?lang=es')]
    assert.equal(english.inked(80, 180, 1040, 140), 0, 'one line')
    assert.ok(spanish.inked(80, 180, 1040, 140) > 1000, 'more than one')
    assert.equal(spanish.inked(1130, 20, 70, 610), 0)
  })

  test('says when it is canceled, and when it is over', async () => {
    const { admin, clock, givenTraining } = given()
    const { slug } = await givenTraining()
    const tags = new Set([(await get(`/t/${slug}/image.png`)).headers.get('etag')])
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    const canceled = await pictureOf(slug)
    assert.equal(canceled.colorAt(1150, 40), 'b3261e')
    assert.equal(canceled.colorAt(100, 375), '56595d', 'its tile is gray')
    tags.add((await get(`/t/${slug}/image.png`)).headers.get('etag'))
    const { slug: past } = await givenTraining()
    clock.now = new Date('2027-03-07T12:00:00Z')
    assert.equal((await pictureOf(past)).colorAt(1150, 40), '56595d')
    tags.add((await get(`/t/${past}/image.png`)).headers.get('etag'))
    assert.equal(tags.size, 3)
  })

  test('is not sent again while it is the same, no matter who registers', async () => {
    const { slug } = await given().givenTraining()
    const tag = (await get(`/t/${slug}/image.png`)).headers.get('etag') ?? ''
    await given().signUp(slug, { people: [someone()] })
    const again = await get(`/t/${slug}/image.png`, { 'if-none-match': tag })
    assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', tag])
    await given().admin('PATCH', `/trainings/${slug}`, { title: { en: 'Second aid' } })
    assert.equal((await get(`/t/${slug}/image.png`, { 'if-none-match': tag })).status, 200)
  })

  test('does not exist for what is not offered', async () => {
    const { slug: draft } = await given().givenTraining({ status: 'draft' })
    const { slug: withdrawn } = await given().givenTraining({ status: 'withdrawn' })
    const statusOf = async (slug: string) => (await get(`/t/${slug}/image.png`)).status
    assert.deepEqual(await Promise.all(['nope', draft, withdrawn].map(statusOf)), [404, 404, 410])
  })

  test('is what the page names for those who share it', async () => {
    const { slug } = await given().givenTraining()
    const page = await (await get(`/t/${slug}?lang=es&p=rotary`)).text()
    const property = (name: string) => new RegExp(`<meta property="og:${name}" content="([^"]*)">`).exec(page)?.[1]
    const address = property('image')?.replaceAll('&amp;', '&') ?? ''
    assert.match(address, new RegExp(`^https://signup\\.example/t/${slug}/image\\.png\\?lang=es&v=[\\w-]{22}$`))
    const { pathname, search, searchParams } = new URL(address)
    const response = await get(`${pathname}${search}`)
    assert.equal(response.headers.get('etag'), `"${searchParams.get('v')}"`)
    assert.deepEqual([property('image:width'), property('image:height')], ['1200', '630'])
    assert.match(property('image:alt') ?? '', /^Primeros auxilios\. Sábado 6 de marzo de 2027\. .*Kauffman Stadium$/)
    assert.ok(page.includes('<meta name="twitter:card" content="summary_large_image">'))
  })
})

describe('pictures', () => {
  /** Draws nothing, counts, and remembers how many were drawn at the same time. */
  function counting(mostBytes?: number) {
    const seen = { drawn: [] as string[], atOnce: 0, most: 0 }
    const pictures = new PictureKeeper(async ({ title }) => {
      seen.drawn.push(title)
      seen.atOnce += 1
      seen.most = Math.max(seen.most, seen.atOnce)
      await new Promise(setImmediate)
      seen.atOnce -= 1
      if (title === 'bad') throw new Error('cannot be drawn')
      return new Uint8Array(10)
    }, mostBytes)
    const ask = (title: string) => pictures.get(title, { title } as ImageText)
    return { seen, ask }
  }

  test('are drawn once however often they are asked for, and one at a time', async () => {
    const { seen, ask } = counting()
    await Promise.all(['a', 'b', 'a', 'c', 'b'].map(ask))
    await Promise.all(['c', 'a'].map(ask))
    assert.deepEqual([seen.drawn, seen.most], [['a', 'b', 'c'], 1])
  })

  test('are kept up to a limit, those asked for last the longest', async () => {
    const { seen, ask } = counting(20)
    for (const title of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(title)
    assert.deepEqual(seen.drawn, ['a', 'b', 'c', 'b'])
  })

  test('that cannot be drawn stop no others, and are tried again', async () => {
    const { seen, ask } = counting()
    const [bad, good] = await Promise.allSettled([ask('bad'), ask('good')])
    assert.deepEqual([bad.status, good.status], ['rejected', 'fulfilled'])
    await assert.rejects(ask('bad'))
    assert.deepEqual(seen.drawn, ['bad', 'good', 'bad'])
  })

  test('cost a server nothing until one is asked for', async () => {
    const loaded = async (file: string) => {
      const script = `await import('${new URL(file, import.meta.url).href}')
        process.stdout.write(process.report.getReport().sharedObjects.join('\\n'))`
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
      return /skia/.test(stdout)
    }
    assert.equal(await loaded('../../../start/app.ts'), false)
    assert.equal(await loaded('./draw-image.ts'), true, 'the test knows what to look for')
  })
})
