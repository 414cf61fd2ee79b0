import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { browserWith } from '../../testing/pages/signed-in.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { addAccount } from '../accounts/accounts.ts'

/** Pages that differ only in the person or thing that they name are as good as one. */
const shapeOf = (path: string) =>
  path
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    .replaceAll(/([?&](?:sort|order|cursor|open|selected|example)=)[^&]*/g, '$1')

const linksIn = (page: string) =>
  [...page.matchAll(/<a\b[^>]*? href="\/admin([^"#]*)/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'))

onBothDatabases('what someone reads who reaches some trainings', (given) => {
  for (const role of ['organizer', 'auditor', 'door'] as const)
    test(`leads to nothing that is refused: ${role}`, async () => {
      const { slug } = await creditedDay(given())
      await given().admin('POST', '/partners', { slug: 'clinic', name: 'Clinic', origins: [] })
      const who = { email: someone()['email'], name: 'Dana Ortiz', lang: 'en' as const }
      const { email } = await addAccount(given().context, {
        ...who,
        role,
        trainings: [slug],
        agency: null,
        partner: null,
      })
      const { open } = await browserWith(given(), email)
      const [waiting, known, refused] = [[{ path: '', from: '' }], new Set(['']), [] as string[]]
      for (const { path, from } of waiting) {
        const response = await open(path)
        if (response.status >= 400) refused.push(`${response.status} ${path} from ${from}`)
        const led = response.headers.get('location')?.replace('/admin', '')
        const isPage = response.headers.get('content-type')?.startsWith('text/html')
        for (const to of led === undefined ? linksIn(isPage ? await response.text() : '') : [led]) {
          const shape = shapeOf(to)
          if (!known.has(shape)) waiting.push({ path: to, from: path })
          known.add(shape)
        }
      }
      assert.deepEqual(refused, [])
      assert.ok(known.size > (role === 'door' ? 4 : 20), String(known.size))
    })
})
