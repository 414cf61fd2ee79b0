import assert from 'node:assert/strict'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { checkInCode, darkPath } from '../../packages/server/src/platform/html/qr-code.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const frame = { width: 640, height: 480 }
const noPicture = Buffer.of()

/** What people show at the door, seen by a camera that films a file. */
describe('a door with a camera', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  let door: Page
  const folder = scratchFolder('training-signup-scan-')
  const filmFile = join(folder, 'film.mjpeg')
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ host: 'localhost', smtpUrl: smtp.url })
    await film(noPicture)
    browser = await launchChromium({
      whole: true,
      args: [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${filmFile}`,
      ],
    })
    await signup.admin(`trainings/${slug}`, 'PATCH', { seats: { capacity: 2, waitlist: true } })
    for (const name of ['Ada', 'Ben', 'Cleo']) await register(name)
    door = await openDoor('Dana')
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const addressOf = (name: string) => `${name.toLowerCase()}@kcpd.example`
  async function register(givenName: string) {
    const person = { givenName, familyName: 'Reyes', email: addressOf(givenName) }
    const address = `${signup.api}/api/v1/trainings/${slug}/registrations`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ people: [person] }) })
    assert.equal(response.status, 201, await response.clone().text())
  }
  const mailTo = async (name: string) =>
    (await mailsTo(smtp, addressOf(name), ({ text = '' }) => /http:\/\/\S+\/r\//.test(text)))[0]
  const opened = async (options: BrowserContextOptions = {}) =>
    (await browser.newContext({ viewport: frame, ...options })).newPage()

  async function openDoor(name: string) {
    const context = await browser.newContext({ viewport: { width: 375, height: 800 } })
    const page = await context.newPage()
    await signIn(page, signup, `${name.toLowerCase()}@example.org`, `${name} Ortiz`)
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.locator('[data-tap]').first().waitFor()
    return page
  }
  /** Has the camera see what a page shows. */
  async function see(page: Page, shown: Locator) {
    await shown.scrollIntoViewIfNeeded()
    // A picture that did not load would be a door that reads nothing.
    await shown.evaluate((one) => (one instanceof HTMLImageElement ? one.decode() : undefined))
    const picture = await page.screenshot({ type: 'jpeg', quality: 90 })
    // A film of one picture ends before it begins.
    await film(Buffer.concat([picture, picture]))
    await page.context().close()
  }
  /** Puts another film in, and lets a camera that is still on see its own to the end. */
  async function film(pictures: Buffer) {
    await writeFile(`${filmFile}.next`, pictures)
    await rename(`${filmFile}.next`, filmFile)
  }
  /** Shows the code of someone's own page. */
  async function showPage(name: string, options: BrowserContextOptions = {}) {
    const page = await opened(options)
    const { text = '' } = await mailTo(name)
    await page.goto(/http:\/\/\S+\/r\/[^/\s]+/.exec(text)?.[0] ?? assert.fail(text))
    await see(page, page.locator('.qr'))
  }
  async function showMail(name: string, options: BrowserContextOptions = {}) {
    const page = await opened(options)
    await page.setContent(String((await mailTo(name)).html))
    await see(page, page.getByRole('img'))
  }
  /** Shows a code that is on nothing they were sent. */
  async function showCode(text: string) {
    const page = await opened()
    const modules = checkInCode(text)
    const size = modules.length
    const picture = `<path d="${darkPath(modules)}"/>`
    await page.setContent(
      `<svg role="img" width="232" shape-rendering="crispEdges" viewBox="0 0 ${size} ${size}">${picture}</svg>`,
    )
    await see(page, page.getByRole('img'))
  }
  const answer = () => door.locator('[data-read]')
  const words = async () => (await answer().innerText()).replaceAll(/\s+/g, ' ').trim()
  const openCamera = () => door.getByRole('button', { name: 'Scan' }).click()
  const back = async () => {
    await door.getByRole('button', { name: 'Back to names' }).click()
    await door.getByRole('searchbox').waitFor()
  }
  /** Returns what the door shows, and what its camera sees. */
  const look = async () => {
    const view = door.locator('[data-scan]')
    const video = await view.locator('video').evaluate((one: HTMLVideoElement) => ({
      isOn: one.srcObject !== null,
      width: one.videoWidth,
      seconds: one.currentTime,
    }))
    return `${(await view.innerText()).replaceAll(/\s+/g, ' ')} ${JSON.stringify(video)}`
  }
  /** Opens the camera, which films the file from its beginning. */
  async function scan() {
    if (await door.locator('[data-scan]').isVisible()) await back()
    await openCamera()
    await answer()
      .locator('.band')
      .waitFor()
      .catch(async (error: unknown) => {
        throw new Error(`The door read nothing: ${await look()}`, { cause: error })
      })
    return words()
  }
  const list = async () =>
    (await (await signup.admin(`trainings/${slug}/door`)).json()) as {
      people: { id: string; givenName: string; reference: string; marks: { kind: string }[] }[]
    }
  const here = async () =>
    (await list()).people.filter(({ marks }) => marks.length > 0).map(({ givenName }) => givenName)
  const referenceOf = async (name: string) =>
    (await list()).people.find(({ givenName }) => givenName === name)?.reference ?? assert.fail(name)

  test('checks in who shows the code of their page, and says so when they show it again', async () => {
    await showPage('Ada')
    assert.match(await scan(), /^Checked in, \d+:\d\d [AP]M Reyes, Ada Undo/)
    await until('the check-in', async () => (await here()).join() === 'Ada')
    assert.match(await scan(), /^Already here Reyes, Ada Checked in at \d+:\d\d [AP]M This is someone else$/)
    await door.getByRole('button', { name: 'This is someone else' }).click()
    await door.getByText(/^Here since/).waitFor()
  })

  test('reads the code of the email, in a dark program too, and takes a check-in back', async () => {
    await showMail('Ben', { colorScheme: 'dark' })
    assert.match(await scan(), /^Checked in, .* Reyes, Ben Undo/)
    assert.deepEqual(await faultsOf(door), [])
    await answer().getByRole('button', { name: 'Undo' }).click()
    assert.equal(await words(), '')
    await until('the undoing', async () => (await here()).join() === 'Ada')
  })

  test('says who checked someone in at another door', async () => {
    const other = await openDoor('Sam')
    await other.locator('.line', { hasText: 'Ben' }).getByRole('button').click()
    await until('their news', () =>
      door
        .locator('.here', { hasText: 'Ben' })
        .count()
        .then((found) => found > 0),
    )
    assert.match(await scan(), /^Already here Reyes, Ben Checked in at \d+:\d\d [AP]M by Sam Ortiz/)
    await other.context().close()
  })

  test('keeps its buttons where they are, whatever else is said', async () => {
    await back()
    const heights = await door.locator('.dock .button:visible').evaluateAll((all) => all.map((one) => one.clientHeight))
    assert.equal(new Set(heights).size, 1, heights.join())
    const placeOf = (name: string) => door.getByRole('button', { name, exact: true }).boundingBox()
    const opener = await placeOf('Scan')
    await door.getByRole('searchbox').fill('cleo')
    await until('one name', async () => (await door.locator('[data-people] .line').count()) === 1)
    assert.deepEqual(await placeOf('Scan'), opener)
    await door.getByRole('searchbox').fill('')
    await film(noPicture)
    await openCamera()
    const place = await placeOf('Back to names')
    await showCode('NOT-A-CODE')
    await scan()
    assert.deepEqual(await placeOf('Back to names'), place)
    const phone = door.viewportSize()!
    await door.setViewportSize({ width: 1280, height: 900 })
    const [view, dock] = await Promise.all(
      [door.locator('[data-scan]'), door.locator('[data-scan] .dock')].map((one) => one.boundingBox()),
    )
    assert.deepEqual([dock?.x, dock?.width], [view?.x, view?.width])
    await door.setViewportSize(phone)
  })

  test('sees with the camera that was opened last, though one that was closed starts late', async () => {
    await back()
    await showCode('NOT-A-CODE')
    await door.evaluate(() => {
      const { mediaDevices } = navigator
      const start = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (wanted) => {
        mediaDevices.getUserMedia = start
        await new Promise((resolve) => addEventListener('late', resolve, { once: true }))
        const stream = await start(wanted)
        setTimeout(() => Object.assign(document.body.dataset, { late: 'started' }), 0)
        return stream
      }
    })
    await openCamera()
    await scan()
    await door.evaluate(() => dispatchEvent(new Event('late')))
    await door.locator('[data-late]').waitFor({ state: 'attached' })
    assert.ok(await door.locator('[data-scan] video').evaluate((video: HTMLVideoElement) => video.srcObject !== null))
  })

  test('gives no one on the waiting list a seat', async () => {
    await showCode(await referenceOf('Cleo'))
    assert.equal(
      await scan(),
      'No seat yet Reyes, Cleo On the waiting list, number 1 in line Give a seat : Reyes, Cleo',
    )
    assert.doesNotMatch((await here()).join(), /Cleo/)
  })

  test('knows no code of something else, and leads to the names', async () => {
    const page = await opened()
    await page.setContent(`<img src="${signup.api}/t/${slug}/qr.svg" alt="QR code">`)
    await see(page, page.getByRole('img'))
    const said =
      'Not for this training We don’t know this code It’s for another day, or it isn’t ours. Look for the name.'
    assert.equal(await scan(), `${said} Look for the name`)
    await answer().getByRole('button', { name: 'Look for the name' }).click()
    await door.getByRole('searchbox').waitFor()
  })

  test('says that someone has canceled, by their email', async () => {
    const { people } = await list()
    const { id, reference } = people.find(({ givenName }) => givenName === 'Ben') ?? assert.fail()
    await signup.admin(`registrations/${id}/cancel`, 'POST')
    await until('their news', () =>
      door
        .locator('.line', { hasText: 'Ben' })
        .count()
        .then((found) => found === 0),
    )
    await showMail('Ben')
    assert.equal(await scan(), `Canceled ${reference} They have no seat. Look for the name`)
  })

  test('checks out without a connection, after the page was loaded again', async () => {
    await until('the kept page', () =>
      door.evaluate(async () => {
        const { assets } = JSON.parse(document.querySelector<HTMLElement>('[data-door]')?.dataset['door'] ?? '')
        const kept = await Promise.all(assets.map((path: string) => caches.match(path)))
        return kept.every((one) => one !== undefined)
      }),
    )
    await door.context().setOffline(true)
    await door.goto(`${signup.api}/admin/door/${slug}?way=out`)
    await showPage('Ada')
    assert.match(await scan(), /^Checked out, \d+:\d\d [AP]M Reyes, Ada Undo/)
    await door.getByText('1 change is kept in this browser').waitFor()
    await door.context().setOffline(false)
    await until('the check-out', async () => {
      const { people } = await list()
      return people.find(({ givenName }) => givenName === 'Ada')?.marks.at(-1)?.kind === 'out'
    })
  })

  test('goes back to the names with the browser’s own button, and the camera is off', async () => {
    await scan()
    const isOn = () => door.evaluate(() => document.querySelector('video')?.srcObject !== null)
    assert.ok(await isOn())
    await door.goBack()
    await door.getByRole('searchbox').waitFor()
    assert.ok(!(await isOn()))
  })

  test('reads as the browser does where it can, and has a light where the camera does', async () => {
    const reference = await referenceOf('Ada')
    const page = await door.context().newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    // No browser on a desk has either.
    await page.addInitScript((code) => {
      const lights: unknown[] = []
      const reader = class {
        static getSupportedFormats = async () => ['qr_code']
        detect = async () => [{ rawValue: code }]
      }
      Object.assign(globalThis, { BarcodeDetector: reader, lights })
      Object.assign(MediaStreamTrack.prototype, {
        getCapabilities: () => ({ torch: true }),
        applyConstraints: async ({ advanced }: { advanced: { torch: boolean }[] }) => {
          lights.push(advanced[0]?.torch)
        },
      })
    }, reference)
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.getByRole('button', { name: 'Scan' }).click()
    await page.locator('[data-read] h2', { hasText: 'Reyes' }).waitFor()
    assert.ok(asked.some((path) => path.includes('camera')))
    assert.ok(!asked.some((path) => path.includes('decode')), asked.join(' '))
    const light = page.getByRole('button', { name: 'Light' })
    await light.click()
    await page.locator('[data-light][aria-pressed=true]').waitFor()
    await light.click()
    await page.locator('[data-light][aria-pressed=false]').waitFor()
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { lights: unknown[] }).lights), [true, false])
    await page.close()
  })

  test('has nothing to press where no script runs', async () => {
    const page = await opened({ javaScriptEnabled: false, storageState: await door.context().storageState() })
    await page.goto(`${signup.api}/admin/door/${slug}`)
    assert.equal(await page.getByRole('button', { name: 'Scan' }).count(), 0)
    await page.getByRole('searchbox').fill(await referenceOf('Ada'))
    await page.getByRole('button', { name: 'Search' }).click()
    assert.equal(await page.locator('.rows .line').count(), 1)
    await page.getByText('Reyes, Ada').first().waitFor()
  })
})
