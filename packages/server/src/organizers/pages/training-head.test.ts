import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import type { StoredTraining } from '../../core/trainings/trainings.ts'
import { operator } from '../../platform/access/caller.ts'
import type { Role } from '../../platform/access/roles.ts'
import { readConfig } from '../../platform/config.ts'
import { trainingHead } from './training-head.ts'

const startsAt = '2027-01-16T15:00:00.000Z'
const training = {
  row: { slug: 'citizens', starts_at: startsAt, time_zone: 'America/Chicago' },
  input: { title: { en: 'For citizens', es: 'Para la comunidad' } },
} as unknown as StoredTraining

async function headOf(role: Role, lang: 'en' | 'es', now = startsAt): Promise<string> {
  const head = await trainingHead(
    { config: readConfig({}), now: () => new Date(now) },
    { lang, caller: { ...operator, role }, training, part: 'credit', actions: '' },
  )
  return head.toString()
}

const linksIn = (head: string) => [...head.matchAll(/<a [^>]*>([^<]*)<\/a>/g)].map(([, word]) => word)

describe('the head of a training’s pages', () => {
  test('has its title and day, and leads to the others', async () => {
    const head = await headOf('owner', 'en')
    assert.match(head, /<h1>For citizens, Saturday, January 16<\/h1>/)
    assert.match(head, /<nav class="parts" aria-label="This training">/)
    assert.match(head, /<a href="\/admin\/trainings\/citizens\/credit" aria-current="page">Credit<\/a>/)
    assert.match(head, /<a href="\/admin\/trainings\/citizens">Roster<\/a>/)
    assert.deepEqual(linksIn(head), ['Roster', 'Attendance', 'Credit', 'Evaluation', 'Report'])
    assert.deepEqual(linksIn(await headOf('owner', 'es')), ['Lista', 'Asistencia', 'Créditos', 'Evaluación', 'Informe'])
  })

  test('offers no report before the training starts, and no one what they may not read', async () => {
    const before = await headOf('owner', 'en', '2027-01-16T14:59:59.999Z')
    assert.deepEqual(linksIn(before), ['Roster', 'Attendance', 'Credit', 'Evaluation'])
    assert.deepEqual(linksIn(await headOf('agency', 'en')), ['Roster', 'Attendance', 'Credit'])
  })
})
