import assert from 'node:assert/strict'
import { loadImage } from '@napi-rs/canvas'
import { test } from 'mocha'
import { runJobs } from '../../start/schedule.ts'
import { picture, pngHeader, svg, upload } from '../../testing/pages/pictures.ts'
import { newSlug, onBothDatabases, readJson, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { createManageTokens } from '../registrations/manage-token.ts'
import { addLogo } from './logos.ts'

onBothDatabases('logos', (given) => {
  const uploaded = async (color?: string) => {
    const response = await upload(given(), picture(300, 100, 'png', color))
    assert.equal(response.status, 201)
    return (await readJson(response)) as { logo: string; url: string }
  }
  const serve = (logo: string, headers: Record<string, string> = {}) =>
    given().app.request(`/logos/${logo}.png`, { headers })

  test('an upload is stored as a small PNG, whatever it was, and keeps its transparency', async () => {
    for (const [type, width, height, expected] of [
      ['png', 300, 100, [300, 100]],
      ['jpeg', 4096, 2048, [320, 160]],
      ['webp', 2000, 200, [480, 48]],
      ['png', 4000, 1, [480, 1]],
    ] as const) {
      const response = await upload(given(), picture(width, height, type), `image/${type}`)
      const { logo, url } = await readJson(response)
      assert.deepEqual([response.status, response.headers.get('location')], [201, url])
      assert.equal(url, `https://signup.example/logos/${logo}.png`)
      const png = Buffer.from(await (await serve(logo)).arrayBuffer())
      assert.equal(png.subarray(1, 4).toString(), 'PNG')
      const image = await loadImage(png)
      assert.deepEqual([image.width, image.height], expected)
    }
    const { logo } = await uploaded()
    assert.deepEqual(await cornerOf(await serve(logo)), [0, 0, 0, 0])
  })

  test('what else is in the file is gone', async () => {
    const secret = 'made in Jackson County by Ada'
    const [begin, rest] = [picture(300, 100, 'jpeg').subarray(0, 2), picture(300, 100, 'jpeg').subarray(2)]
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, secret.length + 2]), Buffer.from(secret)])
    const { logo } = await readJson(await upload(given(), new Uint8Array(Buffer.concat([begin, comment, rest]))))
    assert.ok(!Buffer.from(await (await serve(logo)).arrayBuffer()).includes('Ada'))
  })

  test('the same image is the same logo, and a hundred at the same time are drawn', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => uploaded()))
    assert.equal(new Set(all.map(({ logo }) => logo)).size, 1)
  })

  test('is served for good, to every page, and as nothing but a picture', async () => {
    const { logo } = await uploaded()
    const response = await serve(logo)
    assert.deepEqual(
      [
        'cache-control',
        'x-content-type-options',
        'cross-origin-resource-policy',
        'content-security-policy',
        'etag',
      ].map((name) => response.headers.get(name)),
      ['public, max-age=31536000, immutable', 'nosniff', 'cross-origin', "default-src 'none'", `"${logo}"`],
    )
    assert.equal(response.headers.get('content-type'), 'image/png')
    const again = await serve(logo, { 'if-none-match': `W/"${logo}"` })
    assert.deepEqual([again.status, await again.text()], [304, ''])
    for (const other of ['0'.repeat(32), logo.toUpperCase(), logo.slice(1), `${logo}0`, '..%2f'])
      assert.equal((await serve(other)).status, 404, other)
  })

  const refused: Record<string, [bytes: Uint8Array<ArrayBuffer>, reason: RegExp]> = {
    'an SVG': [svg, /SVG, which can hold scripts .* Export it as a PNG/],
    'a page': [new Uint8Array(Buffer.from('<html></html>')), /no image/],
    'a GIF': [new Uint8Array(Buffer.from('GIF89a')), /no image/],
    'more pixels than are decoded': [pngHeader(4097, 1), /4,096 pixels/],
    'more pixels than there is memory': [pngHeader(0x7fffffff, 0x7fffffff), /4,096 pixels/],
    'a header without an image': [pngHeader(4000, 4000), /damaged/],
    'a PNG that was cut off midway': [picture(3000, 1000).slice(0, 8000), /damaged/],
    'a PNG without its end': [picture().slice(0, -12), /damaged/],
  }
  for (const [what, [bytes, reason]] of Object.entries(refused))
    test(`refused with a sentence, whatever its header says: ${what}`, async () => {
      const before = await countLogos(given())
      const response = await upload(given(), bytes)
      const { type, errors } = await readJson(response)
      assert.deepEqual([response.status, type, errors[0].pointer], [422, '/problems/invalid-input', ''])
      assert.match(errors[0].message, reason)
      assert.match(errors[0].message, /Use a PNG, JPEG, or WebP of at most 1 MB/)
      assert.equal(await countLogos(given()), before)
    })

  test('more than 1 MB is refused before it is read, and what is not sent as an image', async () => {
    const statusOf = async (bytes: Uint8Array<ArrayBuffer>, type?: string) =>
      (await upload(given(), bytes, type)).status
    assert.equal(await statusOf(new Uint8Array(1024 * 1024 + 1)), 413)
    assert.equal(await statusOf(new Uint8Array(1024 * 1024)), 422)
    assert.equal(await statusOf(picture(), 'application/json'), 415)
    assert.equal(await statusOf(new Uint8Array()), 400)
    const response = await given().app.request('/api/v1/admin/logos', { method: 'POST', body: picture() })
    assert.equal(response.status, 401)
  })

  test('an organizer and its sponsors are shown with their logos, by addresses of this server', async () => {
    const { admin, givenTraining, app } = given()
    const [{ logo, url }, sponsor] = [await uploaded(), await uploaded('#123a6b')]
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: 'Rotary Club', logo: sponsor.logo })
    const { slug } = await givenTraining({ sponsors: [partner] })
    const { status } = await admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'The County', logo } })
    assert.equal(status, 200)
    const { training } = await readJson(await app.request(`/api/v1/trainings/${slug}`))
    assert.deepEqual(training.organizer, { name: 'The County', logo: url })
    assert.deepEqual(training.sponsors, [{ name: 'Rotary Club', logo: sponsor.url }])
    const lines = training.details.flatMap(({ lines: some }: { lines: { logo?: string }[] }) => some)
    assert.deepEqual(
      lines.flatMap((line: { logo?: string; text: string }) => (line.logo ? [[line.text, line.logo]] : [])),
      [
        ['Organized by The County', url],
        ['Sponsored by Rotary Club', sponsor.url],
      ],
    )
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.training.organizer.logo, logo)
    assert.equal((await admin('GET', `/partners/${partner}`)).body.logo, sponsor.logo)
  })

  test('stands on top of every page about the training, next to the name, by a path of this server', async () => {
    const { people, admin, givenTraining, app, signUp, context } = given()
    const { logo } = await uploaded()
    const { slug } = await givenTraining()
    await admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'The County', logo } })
    await signUp(slug, { people: [someone()] })
    const [{ id }] = await people(slug)
    const token = createManageTokens(context).issue({ kind: 'registration', id, version: 1 })
    for (const path of [`/t/${slug}`, `/t/${slug}?lang=es`, `/r/${token}`]) {
      const response = await app.request(path)
      const page = await response.text()
      const brand = `<p class="brand"><img class="logo" src="/logos/${logo}.png" alt="">The County</p>`
      assert.ok(page.includes(brand), path)
      // Not a second time where it is named in words.
      assert.equal(page.split('<img class="logo"').length, 2)
      assert.match(response.headers.get('content-security-policy') ?? '', /img-src 'self';/)
    }
  })

  test('only a logo that is here can be named', async () => {
    const { admin, givenTraining } = given()
    const unknown = 'f'.repeat(32)
    const { slug } = await givenTraining()
    const asked: [pointer: string, answer: ReturnType<typeof admin>][] = [
      ['/logo', admin('POST', '/partners', { slug: newSlug(), name: 'Rotary', logo: unknown })],
      ['/organizer/logo', admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'County', logo: unknown } })],
    ]
    for (const [pointer, answer] of asked) {
      const { status, body } = await answer
      assert.deepEqual([status, body.errors[0].pointer, body.errors[0].code], [422, pointer, 'unknown-logo'])
    }
    const { status, body } = await admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'A', logo: 'logo.png' } })
    assert.deepEqual([status, body.errors[0].pointer], [422, '/organizer/logo'])
  })

  test('an address that an earlier version stored shows nothing', async () => {
    const { admin, context, givenTraining, app } = given()
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: 'Rotary Club' })
    const logo = 'https://rotary.example/logo.png'
    await context.db.transaction((tx) => tx.updateTable('partner').set({ logo }).where('slug', '=', partner).execute())
    const { slug } = await givenTraining({ sponsors: [partner] })
    assert.doesNotMatch(await (await app.request(`/api/v1/trainings/${slug}`)).text(), /rotary\.example/)
    assert.doesNotMatch(await (await app.request(`/t/${slug}`)).text(), /rotary\.example/)
    assert.equal((await admin('GET', `/partners/${partner}`)).body.logo, logo)
  })

  test('a logo that nothing uses is gone after a day, and one that is used stays', async () => {
    const { admin, context, clock, givenTraining } = given()
    const later = async () => {
      clock.later({ days: 1, ms: 1 })
      assert.deepEqual(await runJobs(context), [])
    }
    const statusOf = async ({ logo }: { logo: string }) => (await serve(logo)).status
    const own = await uploaded('#010101')
    const sponsors = await uploaded('#020202')
    const unnamed = await uploaded('#030303')
    const [partner, other] = [newSlug(), newSlug()]
    await admin('POST', '/partners', { slug: partner, name: 'Rotary Club', logo: sponsors.logo })
    await admin('POST', '/partners', { slug: other, name: 'Lions Club', logo: sponsors.logo })
    const { slug } = await givenTraining()
    await admin('PATCH', `/trainings/${slug}`, { organizer: { name: 'The County', logo: own.logo } })
    await later()
    assert.deepEqual(await Promise.all([own, sponsors, unnamed].map(statusOf)), [200, 200, 404])
    // Replaced at one partner, used at the other.
    await admin('PUT', `/partners/${partner}`, { slug: partner, name: 'Rotary Club' }, { 'if-match': '*' })
    const replacement = await uploaded('#040404')
    await admin('PATCH', `/trainings/${slug}`, { organizer: { logo: replacement.logo } })
    await later()
    assert.deepEqual(await Promise.all([own, sponsors, replacement].map(statusOf)), [404, 200, 200])
    await admin('DELETE', `/partners/${other}`)
    await admin('DELETE', `/trainings/${slug}`)
    await later()
    assert.deepEqual(await Promise.all([sponsors, replacement].map(statusOf)), [404, 404])
  })

  test('one that is named again while unused ones are deleted stays', async () => {
    const { admin, context, clock } = given()
    const { logo } = await uploaded('#050505')
    clock.later({ days: 1, ms: 1 })
    const slug = newSlug()
    await admin('POST', '/partners', { slug, name: 'Rotary Club', logo })
    await runJobs(context)
    assert.equal((await serve(logo)).status, 200)
    // The same bytes again count as a new upload.
    await admin('DELETE', `/partners/${slug}`)
    clock.later({ days: 1, ms: 1 })
    assert.equal(await addLogo(context, picture(300, 100, 'png', '#050505')), logo)
    await runJobs(context)
    assert.equal((await serve(logo)).status, 200)
  })
})

const countLogos = async ({ rows }: TestApp) => (await rows('logo')).length

async function cornerOf(response: Response) {
  const { createCanvas } = await import('@napi-rs/canvas')
  const image = await loadImage(Buffer.from(await response.arrayBuffer()))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return [...context.getImageData(0, 0, 1, 1).data]
}
