import assert from 'node:assert/strict'
import type { TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('the form for people who call', (given) => {
  const pages = () => organizerPages(given())
  const draft: Partial<TrainingDraft> = {
    seats: { capacity: 1, waitlist: true },
    audience: { roles: ['police', 'fire'], minimumAge: 18 },
    fields: { agency: 'required', phone: 'optional', needs: 'optional', photo: 'optional' },
  }

  test('leads back to itself for the next caller, says who was added, and keeps what they share', async () => {
    const { slug } = await given().givenTraining(draft)
    const path = `/trainings/${slug}/add`
    const ada = { givenName: 'Ada', familyName: 'Reyes', email: 'ada@kcpd.example', needs: 'a ramp' }
    const added = await pages().post(path, {
      ...ada,
      role: 'police',
      agency: 'KCPD',
      _channel: 'walk-in',
      _another: '1',
    })
    assert.match(added.location ?? '', new RegExp(`^/admin${path}\\?after=[\\w-]{36}&channel=walk-in$`))
    const next = await pages().open((added.location ?? '').replace('/admin', ''))
    const [{ id, reference }] = await given().people(slug)
    assert.match(next, new RegExp(`Ada Reyes was added: Confirmed\\. Reference number ${reference}`))
    assert.match(next, new RegExp(`href="/admin/registrations/${id}"[^>]*>Open Ada Reyes`))
    const sent = shownForms(next, '').flatMap((form) => (form.paths.includes(`/admin${path}`) ? form.sent() : []))
    const typed = sent.filter(([name, value]) => value !== '' && !name.includes('-') && name !== '_enter')
    assert.deepEqual(
      typed.filter(([name]) => ['_channel', 'role', 'agency', ...Object.keys(ada)].includes(name)),
      [
        ['_channel', 'walk-in'],
        ['role', 'police'],
        ['agency', 'KCPD'],
      ],
    )
    await pages().post(path, { givenName: 'Bob', _another: '1' })
    const bob = (await given().people(slug)).at(-1)
    assert.match(await pages().open(`${path}?after=${bob.id}`), /Bob was added: Waiting list/)
  })

  test('shows no one of another training, nor someone who is gone', async () => {
    const [{ slug }, { slug: other }] = [await given().givenTraining(), await given().givenTraining()]
    const person = someone({ familyName: 'Elsewhere' })
    await given().signUp(other, { people: [person] })
    const [{ id }] = await given().people(other)
    for (const after of [id, '01942f3e-7c00-7000-8000-000000000001', 'x'])
      assert.doesNotMatch(await pages().open(`/trainings/${slug}/add?after=${after}`), /Elsewhere|was added/)
  })

  test('speaks of someone else, in both languages', async () => {
    const { slug } = await given().givenTraining(draft)
    const page = await pages().open(`/trainings/${slug}/add`)
    assert.match(page, />Role .*They’re 18 or older.*Accommodations they need.*They’d rather not be photographed/s)
    const spanish = await pages().open(`/trainings/${slug}/add?lang=es`)
    assert.match(spanish, />Función .*Tiene 18 años o más.*Adaptaciones que necesita.*Prefiere que no le tomen fotos/s)
    const refused = await pages().post(`/trainings/${slug}/add`, { givenName: '' })
    assert.match(refused.text, /Enter their first name/)
    for (const own of [page, refused.text])
      assert.doesNotMatch(own, /\b[Yy]our (role|first name|email|agency|license)\b/)
  })
})
