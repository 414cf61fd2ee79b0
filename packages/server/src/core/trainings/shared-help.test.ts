import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { TrainingsAnswer } from '@training-signup/contract'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson } from '../../testing/servers/test-app.ts'

const hotline = { label: { en: 'Hotline' }, tel: '1-888-373-7888', checkedOn: '2026-01-01' }
const crisis = { label: { en: 'Crisis line' }, sms: '741741' }

onBothDatabases('several trainings', (given) => {
  async function list(...trainings: Partial<TrainingDraft>[]) {
    const series = newSlug()
    for (const training of trainings) await given().givenTraining({ series, ...training })
    return TrainingsAnswer.parse(await readJson(await given().send('GET', `/api/v1/trainings?series=${series}`)))
      .trainings
  }

  test('have their helplines under one emergency number, before their contacts', async () => {
    const lists = await list(
      { helplines: [hotline], contact: { email: 'one@example.org' } },
      { helplines: [crisis, hotline], contact: { email: 'two@example.org' } },
      { helplines: [] },
    )
    for (const { help } of lists)
      assert.deepEqual(
        help.map(({ lines }) => lines.map(({ text }) => text)),
        [
          ['In danger now? Call 911', 'Hotline', 'Call 1-888-373-7888', 'Crisis line', 'Text 741741'],
          ['one@example.org'],
          ['two@example.org'],
          ...help.slice(3).map(({ lines }) => lines.map(({ text }) => text)),
        ],
      )
  })

  test('stand with seats before waiting lists, and these before those that take no one, each by date', async () => {
    const on = (month: string): Partial<TrainingDraft> => ({
      start: `2027-${month}-06T09:00`,
      end: `2027-${month}-06T15:00`,
    })
    const waiting = { seats: { capacity: 0, waitlist: true } } as const
    const full = { seats: { capacity: 0, waitlist: false } } as const
    const shown = await list(
      { ...on('02'), ...full },
      { ...on('03'), ...waiting },
      on('04'),
      { ...on('05'), status: 'cancelled' },
      { ...on('06'), ...waiting },
      on('07'),
    )
    assert.deepEqual(
      shown.map(({ state, when }) => [state, when.start.slice(5, 7)]),
      [
        ['open', '04'],
        ['open', '07'],
        ['waitlist', '03'],
        ['waitlist', '06'],
        ['full', '02'],
        ['cancelled', '05'],
      ],
    )
  })
})
