import assert from 'node:assert/strict'
import { test } from 'mocha'
import { enqueueMessages } from '../../../core/messages/send-message.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'a message to people who share an address',
  (given) => {
    test('names everyone that each email is for', async () => {
      const { slug } = await given().givenTraining({ seats: { capacity: 30 } })
      const couple = someone({ givenName: 'Rosa' })
      await given().signUp(slug, { people: [couple] })
      await given().signUp(slug, { people: [{ ...couple, givenName: 'Luis' }] })
      await given().signUp(slug, { people: [someone({ givenName: 'Kim' })] })
      const squad = Array.from({ length: 13 }, (_, at) => ({ givenName: `Bo${at}`, familyName: 'Ng' }))
      const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
      assert.equal((await given().signUp(slug, { people: squad, coordinator })).status, 201)
      const { open, post } = organizerPages(given())
      const written = {
        training: slug,
        'subject.en': 'Parking',
        'text.en': 'Use lot B.',
        status: 'confirmed',
        about: 'seat',
      }
      const { location } = await post('/messages/new', { ...written, do: 'save' })
      const id = /\/messages\/([\da-f-]{36})/.exec(location ?? '')?.[1] ?? assert.fail('no id')
      const draft = await open(`/messages/${id}`)
      const again = { _base: valueOf(draft, '_base'), people: valueOf(draft, 'people') }
      await post(`/messages/${id}`, { ...written, ...again, do: 'send' })
      for (let round = 0; round < 4; round++) {
        await enqueueMessages(given().context)
        await deliverMails(given().context)
      }
      const rowsOf = async (lang: string) =>
        [...(await open(`/messages/${id}?lang=${lang}`)).matchAll(/<li class="line[^]*?<\/li>/g)].map(([row]) =>
          row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
        )
      const rows = await rowsOf('en')
      assert.equal(rows.length, 3, rows.join('\n'))
      const rowOf = (name: string) => rows.find((row) => row.trim().startsWith(name)) ?? assert.fail(rows.join('\n'))
      assert.match(rowOf('Rosa'), new RegExp(`also for Luis ${couple.familyName} ·`))
      assert.doesNotMatch(rowOf('Kim'), /also for/)
      assert.match(rowOf('Bo0'), /also for Bo1 Ng, Bo10 Ng, .*, and 2 more ·/)
      assert.ok((await rowsOf('es')).some((row) => row.includes(`también para Luis ${couple.familyName} ·`)))
    })
  },
  mailing,
)
