import assert from 'node:assert/strict'
import { Problem, type TrainingDraft, TrainingsAnswer } from '@training-signup/contract'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson } from '../../testing/servers/test-app.ts'

const on = (day: string): Partial<TrainingDraft> => ({ start: `${day}T09:00`, end: `${day}T15:00` })
const helplines = [{ label: { en: 'Hotline', es: 'Línea de ayuda' }, tel: '1-888-373-7888' }]

onBothDatabases('in place of a training that is not there', (given) => {
  const insteadOf = async (slug: string, status: number, query = '') => {
    const answer = await given().send('GET', `/api/v1/trainings/${slug}${query}`)
    assert.equal(answer.status, status)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const { instead } = Problem.parse(await readJson(answer))
    assert.ok(instead)
    return instead
  }

  test('is the next date of its series, its helplines, and all trainings, in a language that it has', async () => {
    const series = newSlug()
    const { givenTraining } = given()
    const { slug } = await givenTraining({ series, ...on('2027-03-06'), helplines, status: 'withdrawn' })
    const { slug: next } = await givenTraining({ series, ...on('2027-04-03') })
    const { training, words, lang, languages, form } = await insteadOf(slug, 410, '?partner=rotary')
    const { help, notice, next: shown, ...others } = training
    assert.deepEqual(
      [shown?.state, shown?.venue, shown?.when.tile],
      ['open', { name: 'Kauffman Stadium' }, { month: 'Apr', day: '3' }],
    )
    assert.deepEqual(
      [shown?.slug, shown?.label, shown?.page],
      [next, 'See the April 3 date', `https://signup.example/t/${next}?p=rotary`],
    )
    assert.deepEqual(others, {
      state: 'withdrawn',
      audience: { roles: [], self: '' },
      notify: { label: 'See all trainings', href: 'https://signup.example/?p=rotary' },
    })
    assert.deepEqual(notice, {
      title: 'This training is no longer offered here',
      text: 'The organizer took this page down. Next date: Saturday, April 3, 2027, Kauffman Stadium. Seats available.',
    })
    assert.deepEqual(
      help.map(({ lines }) => lines.flatMap(({ href }) => href ?? [])),
      [['tel:911', 'tel:18883737888']],
    )
    assert.deepEqual(words, {
      direction: 'ltr',
      'state.withdrawn.word': 'Withdrawn',
      'state.withdrawn': 'This training is no longer offered here',
      'state.withdrawn.text': 'The organizer took this page down.',
    })
    assert.deepEqual([lang, languages], ['en', ['en', 'es']])
    assert.deepEqual(form, { fields: [], consents: [], requires: [] })
    const spanish = await insteadOf(slug, 410, '?lang=es')
    assert.equal(spanish.training.notice.title, 'Esta capacitación ya no se ofrece aquí')
    assert.deepEqual(spanish.training.notify.href, 'https://signup.example/?lang=es')
  })

  test('says no more about it, and names no date where its series has no other', async () => {
    const { slug } = await given().givenTraining({ title: { en: 'Secret title' }, status: 'withdrawn' })
    const instead = await insteadOf(slug, 410, '?lang=es')
    assert.deepEqual([instead.training.next, instead.training.help, instead.languages], [undefined, [], ['en']])
    assert.doesNotMatch(JSON.stringify(instead), /Secret|Kauffman|example\.org/)
  })

  test('is the same for a draft as for one that never was', async () => {
    const series = newSlug()
    const { givenTraining } = given()
    const { slug } = await givenTraining({ series, ...on('2027-03-06'), helplines, status: 'draft' })
    await givenTraining({ series, ...on('2027-04-03') })
    const [draft, none] = [await insteadOf(slug, 404, '?lang=es'), await insteadOf('nowhere', 404, '?lang=es')]
    assert.deepEqual(draft, none)
    assert.equal(none.training.notice.title, 'No encontramos esta capacitación')
    assert.deepEqual(none.training.notify, {
      label: 'Ver todas las capacitaciones',
      href: 'https://signup.example/?lang=es',
    })
    assert.doesNotMatch(JSON.stringify(await insteadOf('made-up', 404)), /made-up/)
    assert.equal((await insteadOf('%00', 404)).training.state, 'unknown')
  })

  test('is the next date of its series where it is named in a list, once for all of them', async () => {
    const [series, other] = [newSlug(), newSlug()]
    const { givenTraining, admin } = given()
    const titled = (en: string) => ({ title: { en } })
    const gone = { series, status: 'withdrawn' } as const
    const { slug: first } = await givenTraining({ ...gone, ...on('2027-03-06') })
    const { slug: second } = await givenTraining({ ...gone, ...on('2027-03-20') })
    const { slug: alone } = await givenTraining({ ...on('2027-03-06'), status: 'withdrawn' })
    const { slug: draft } = await givenTraining({ series: other, ...on('2027-03-06'), status: 'draft' })
    await givenTraining({ series: other, ...on('2027-04-03') })
    const { slug: canceled } = await givenTraining({ ...on('2027-03-08'), status: 'cancelled' })
    const { slug: early } = await givenTraining({ series, ...on('2027-03-13'), ...titled('For citizens') })
    const { slug: next } = await givenTraining({ series, ...on('2027-04-03') })
    await givenTraining({ series, ...on('2027-05-01') })
    const listed = async (slugs: string[], query = '') => {
      const answer = await given().send('GET', `/api/v1/trainings?slug=${slugs.join(',')}${query}`)
      return TrainingsAnswer.parse(await readJson(answer)).trainings.map(({ slug }) => slug)
    }
    assert.deepEqual(await listed([first, second, 'unknown']), [next])
    assert.deepEqual(await listed([canceled, second]), [next, canceled])
    assert.deepEqual(await listed([next, first]), [next])
    assert.deepEqual(await listed([alone, draft, 'unknown']), [])
    assert.deepEqual(await listed([first], `&series=${other}`), [])
    await admin('PATCH', `/trainings/${next}`, { status: 'withdrawn' })
    assert.deepEqual(await listed([early]), [early])
    assert.equal((await listed([first, next])).length, 1)
  })

  test('is the way to all trainings where each of a series or a list is over or gone', async () => {
    const { givenTraining } = given()
    const [series, other] = [newSlug(), newSlug()]
    const { slug } = await givenTraining({ series, ...on('2027-03-06'), status: 'withdrawn' })
    await givenTraining({ series: other, ...on('2020-03-06') })
    await givenTraining({ series: other, ...on('2027-03-06'), status: 'withdrawn' })
    const listed = async (query: string) => {
      const answer = await given().send('GET', `/api/v1/trainings?${query}&partner=rotary`)
      const { trainings, all } = TrainingsAnswer.parse(await readJson(answer))
      return [trainings.length, all]
    }
    const all = { label: 'See all trainings', href: 'https://signup.example/?p=rotary' }
    assert.deepEqual(await listed(`slug=${slug},unknown`), [0, all])
    assert.deepEqual(await listed(`series=${series}`), [0, all])
    assert.deepEqual(await listed(`series=${series}&lang=es`), [
      0,
      { label: 'Ver todas las capacitaciones', href: 'https://signup.example/?p=rotary&lang=es' },
    ])
    assert.deepEqual(await listed(`series=${other}`), [1, all])
    await givenTraining({ series: other, ...on('2027-04-03') })
    assert.deepEqual(await listed(`series=${other}`), [2, undefined])
  })

  test('is no more than twenty dates, however many trainings a list names', async () => {
    const { givenTraining } = given()
    const named = []
    for (let each = 0; each < 21; each++) {
      const series = newSlug()
      named.push((await givenTraining({ series, ...on('2027-03-06'), status: 'withdrawn' })).slug)
      await givenTraining({ series, ...on('2027-04-03') })
    }
    const answer = await given().send('GET', `/api/v1/trainings?slug=${named.join(',')}`)
    assert.equal(TrainingsAnswer.parse(await readJson(answer)).trainings.length, 20)
  })
})
