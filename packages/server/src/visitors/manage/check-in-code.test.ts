import assert from 'node:assert/strict'
import { test } from 'mocha'
import { decodeQR } from 'qr/decode.js'
import { cancel } from '../../core/seats/cancel.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createVisitor } from '../../testing/visitor.ts'

const side = 4

/** Reads rows of modules as a camera does: from gray pixels. */
function readModules(rows: readonly (readonly boolean[])[]): string {
  const [first = []] = rows
  const pixels = rows.flatMap((row) =>
    Array.from({ length: side }, () => row.flatMap((isDark) => Array<boolean>(side).fill(isDark))).flat(),
  )
  const data = new Uint8Array(pixels.flatMap((isDark) => (isDark ? [0, 0, 0] : [255, 255, 255])))
  return decodeQR({ width: first.length * side, height: rows.length * side, data })
}

function readPicture(page: string): string {
  const size = Number(/<svg class="qr" viewBox="0 0 (\d+) /.exec(page)?.[1])
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width] of page.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  return readModules(rows)
}

function readTable(html: string): string {
  const table = /<table role="img".*?<\/table>/s.exec(html)?.[0] ?? ''
  const rows = [...table.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td (?:colspan="(\d+)")?.*?bgcolor="#(\w+)">/g)].flatMap(([, length = '1', color]) =>
      Array<boolean>(Number(length)).fill(color === '000000'),
    ),
  )
  return readModules(rows)
}

onBothDatabases(
  'a check-in code',
  (running) => {
    const { get, linkOf, signedUp } = createVisitor(running)
    const mailTo = async (address: string) => {
      const sent = await running().deliver()
      return sent.find(({ to }) => to === address) ?? assert.fail(`no email to ${address}`)
    }

    test('holds the reference, on the person’s page and in the email', async () => {
      const { slug } = await running().givenTraining()
      const [ada] = await signedUp(slug, [someone()])
      const page = await get(await linkOf(ada!.id))
      assert.match(page.text, /Your check-in code/)
      assert.equal(readPicture(page.text), ada!.reference)
      const { html, text } = await mailTo(ada!.email)
      assert.equal(readTable(html ?? ''), ada!.reference)
      assert.ok(text.includes(`Your check-in code: ${ada!.reference}`))
      assert.doesNotMatch(html ?? '', /<img|<svg/)
    })

    test('asks no one who has a number instead of their name on paper to say the name', async () => {
      const { slug } = await running().givenTraining({ fields: { withoutName: 'optional' } })
      const [ada, ben] = await signedUp(slug, [someone({ withoutName: true }), someone()])
      const said = async ({ id }: { id: string }) => (await get(await linkOf(id))).text
      assert.match(await said(ada!), /Say your reference number at the desk/)
      assert.doesNotMatch(await said(ada!), /Say your name/)
      assert.match(await said(ben!), /Say your name at the desk/)
    })

    test('is for people with a seat, until the training is over', async () => {
      const { slug } = await running().givenTraining({ seats: { capacity: 1, waitlist: true } })
      const [ada, ben] = await signedUp(slug, [someone(), someone()])
      assert.doesNotMatch((await get(await linkOf(ben!.id))).text, /check-in code|class="qr"/)
      assert.doesNotMatch((await mailTo(ben!.email)).html ?? '', /check-in code|role="img"/)
      const link = await linkOf(ada!.id)
      running().clock.now = new Date('2027-03-07T18:00:00Z')
      assert.doesNotMatch((await get(link)).text, /check-in code|class="qr"/)
    })

    test('goes with the seat', async () => {
      const { slug } = await running().givenTraining()
      const [ada] = await signedUp(slug, [someone()])
      await cancel(running().context, ada!.id, 'person')
      await deliverMails(running().context)
      assert.doesNotMatch((await get(await linkOf(ada!.id))).text, /check-in code|class="qr"/)
    })
  },
  mailing,
)
