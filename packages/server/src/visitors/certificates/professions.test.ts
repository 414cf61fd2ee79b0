import assert from 'node:assert/strict'
import { test } from 'mocha'
import { exampleOf } from '../../core/credit/examples.ts'
import { settleDays } from '../../core/credit/settle-days.ts'
import { saveEvaluation } from '../../core/evaluation/evaluations.ts'
import { submitEvaluation } from '../../core/evaluation/submit.ts'
import { usualEvaluation } from '../../core/evaluation/usual.ts'
import { createManageTokens } from '../../core/registrations/manage-token.ts'
import { creditedDay } from '../../testing/credited-day.ts'
import { readPdf, squeeze } from '../../testing/pages/pdf.ts'
import { newSlug, onBothDatabases } from '../../testing/servers/test-app.ts'

const sponsor = 'We The People of Jackson County'
const shared = [
  'Linh Nguyen',
  'Human Trafficking Training for First Responders',
  'January 5, 2027',
  'KCPD Regional Training Academy, Kansas City, MO',
  'Dan Nash, Alison Phillips',
  '7.00',
  '26-311',
]

/** What a board of a profession wants to read, from the example of its profile and what an organizer enters. */
const professions = {
  nursing: {
    own: {
      providerName: 'The Training Center, 100 Sample Street, Kansas City, MO 64106',
      statement: { en: 'Approved by the Sample State Nurses Association, activity {approval}.' },
    },
    says: [
      'The Training Center, 100 Sample Street, Kansas City, MO 64106',
      'contact hours of nursing continuing professional development',
      'Approved by the Sample State Nurses Association, activity 26-311.',
    ],
  },
  'social-work': {
    own: { providerNumber: 'NASW-77' },
    says: [
      'clock hours',
      'Missouri social worker license 2020067890',
      'This program asks for full attendance and a completed evaluation.',
    ],
  },
} as const

onBothDatabases('the certificate of a profession', (given) => {
  for (const [name, { own, says }] of Object.entries(professions))
    test(`comes after the whole day and an evaluation, says what its board wants, and names no sponsor: ${name}`, async () => {
      const { context, admin } = given()
      const partner = newSlug()
      await admin('POST', '/partners', { slug: partner, name: sponsor })
      const person = { givenName: 'Linh', familyName: 'Nguyen', licenceNumber: '2020067890' }
      const { id, slug, ids } = await creditedDay(given(), [person, { familyName: 'Late', late: 1 }], {
        profile: { ...exampleOf(name as keyof typeof professions), ...own },
        credit: { approval: 'confirmed', number: '26-311' },
        draft: { sponsors: [partner] },
      })
      const issued = () => given().rows('certificate', { training_id: id })
      await saveEvaluation(context, id, { ...usualEvaluation(), test: null })
      await admin('PUT', `/trainings/${slug}/day/closed`)
      await settleDays(context)
      assert.deepEqual(await issued(), [])
      for (const one of ids) await submitEvaluation(context, one, { answers: {}, later: false })
      await settleDays(context)
      const [row, ...others] = await issued()
      assert.deepEqual([row?.registration_id, others], [ids[0], []])

      const token = createManageTokens(context).issue({ kind: 'certificate', id: row?.id ?? '', version: 1 })
      const open = (end = '') => given().app.request(`/r/certificate/${token}${end}`)
      const page = await (await open()).text()
      const [printed = ''] = await readPdf(new Uint8Array(await (await open('/pdf')).arrayBuffer()))
      for (const words of [...shared, ...says, row?.serial ?? '']) {
        assert.ok(printed.includes(squeeze(words)), `paper: ${words}`)
        assert.ok(page.includes(words), `page: ${words}`)
      }
      assert.ok(!printed.includes(squeeze(sponsor)))
      assert.doesNotMatch(page.slice(page.indexOf('<main'), page.indexOf('</main')), new RegExp(sponsor))
    })
})
