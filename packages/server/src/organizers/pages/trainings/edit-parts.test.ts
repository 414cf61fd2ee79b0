import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createOrganizer } from '../../../testing/organizer.ts'
import { sentControls } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'

onBothDatabases('the parts of a training that is edited', (given) => {
  const { open, send: press, stored } = createOrganizer(given)
  const send = (path: string, form: URLSearchParams, changes: Record<string, string> = {}) =>
    press(path, form, { do: 'save', ...changes })
  const fill = async (slug: string) => sentControls((await open(`/trainings/${slug}/edit`)).text, 'edit')

  test('offers the answers of a question as a condition, and takes no other', async () => {
    const choice = (value: string, en: string) => ({ value, label: { en } })
    const { slug } = await given().givenTraining({
      status: 'draft',
      fields: { photo: 'optional' },
      audience: { roles: ['police', { id: 'k9', label: { en: 'K-9 handler' } }] },
      questions: [
        {
          id: 'parking',
          type: 'radio',
          label: { en: 'Parking?' },
          options: [choice('yes', 'Yes!'), choice('no', 'No')],
        },
        { id: 'plate', type: 'text', label: { en: 'Plate' } },
      ],
    })
    const path = `/trainings/${slug}/edit`
    const ask = async (field: string) => {
      const filled = await fill(slug)
      const { status, text: shown } = await send(path, filled, {
        'questions.1.showWhen.field': field,
        do: 'answers:questions.1',
      })
      assert.equal(status, 200)
      return { text: shown, form: sentControls(shown, 'edit') }
    }
    const offered = (page: string) =>
      [...page.matchAll(/name="questions\.1\.showWhen\.in" value="([^"]*)">\s*<span>([^<]*)</g)].map(
        ([, ...one]) => one,
      )
    const { text, form } = await ask('parking')
    assert.deepEqual(offered(text), [
      ['yes', 'Yes!'],
      ['no', 'No'],
    ])
    assert.deepEqual(offered((await ask('photo')).text), [['true', 'Yes']])
    const roles = offered((await ask('role')).text).map(([value]) => value)
    assert.deepEqual(roles, ['police', 'k9', 'other'])
    // A question cannot wait for itself, nor for what is typed.
    const offers = /name="questions\.1\.showWhen\.field"[^]*?<\/select>/.exec(text)?.[0] ?? ''
    const known = [...offers.matchAll(/value="(\w+)"/g)].map(([, value]) => value)
    assert.deepEqual(known, ['parking', 'role', 'photo'])
    for (const chosen of ['', 'yes please']) {
      const refused = await send(path, form, { 'questions.1.showWhen.in': chosen })
      assert.equal(refused.status, 422)
      assert.match(refused.text, /id="f-questions-1-showWhen-in-fault"/)
    }
    assert.equal((await send(path, form, { 'questions.1.showWhen.in': 'no' })).status, 303)
    assert.deepEqual((await stored(slug)).questions[1]?.showWhen, { field: 'parking', in: ['no'] })
    const kept = sentControls((await open(path)).text, 'edit')
    assert.deepEqual(kept.getAll('questions.1.showWhen.in'), ['no'])
    // “Always” needs no answers, whatever was chosen before.
    assert.equal((await send(path, kept, { 'questions.1.showWhen.field': '' })).status, 303)
    assert.equal((await stored(slug)).questions[1]?.showWhen, undefined)
  })

  test('sums up what no one can choose as nothing, and says what is wrong with it', async () => {
    const { slug } = await given().givenTraining({ status: 'draft' })
    for (const field of ['audience.access', 'seats.waitlistBy']) {
      const { status, text } = await send(`/trainings/${slug}/edit`, await fill(slug), { [field]: 'by lot' })
      assert.equal(status, 422, field)
      assert.ok(text.includes(`id="f-${field.replace('.', '-')}-fault"`), field)
    }
  })

  test('has roles as boxes, and a row for each role of one’s own', async () => {
    const { slug } = await given().givenTraining({ status: 'draft', audience: { roles: ['fire', 'police'] } })
    const path = `/trainings/${slug}/edit`
    const added = await send(path, await fill(slug), { do: 'add:audience.roles' })
    const form = sentControls(added.text, 'edit')
    const own = [...form.keys()].find((name) => name.endsWith('.label.en') && name.startsWith('audience.roles.'))
    const medical = /name="(audience\.roles\.\d+\.role)" value="medical"/.exec(added.text)?.[1] ?? ''
    form.delete('audience.roles.1.role')
    await send(path, form, { [own ?? '']: 'K-9 handler', [medical]: 'medical' })
    assert.deepEqual((await stored(slug)).audience.roles, [
      'fire',
      'medical',
      { id: 'k-9-handler', label: { en: 'K-9 handler' } },
    ])
  })

  test('says of each part what is set, and folds it', async () => {
    const { slug } = await given().givenTraining({ status: 'draft', seats: { capacity: 150, waitlist: true } })
    const { text } = await open(`/trainings/${slug}/edit`)
    assert.match(text, /<h2>Seats<\/h2> <span class="muted" data-part="seats">150, waiting list<\/span>/)
    assert.match(text, /<span class="state wait" data-part="contact">No organizer, no contact</)
    assert.doesNotMatch(text, /<details id="part-[a-z]+"[^>]* open>/)
    assert.match((await open(`/trainings/${slug}/edit?part=seats`)).text, /<details id="part-seats"[^>]* open>/)
    const refused = await send(`/trainings/${slug}/edit`, await fill(slug), { 'seats.capacity': 'many', open: 'day' })
    const unfolded = [...refused.text.matchAll(/<details id="part-([a-z]+)"[^>]* open>/g)].map(([, id]) => id)
    assert.deepEqual(unfolded, ['seats', 'day'])
  })

  test('says what happens by default', async () => {
    const { slug } = await given().givenTraining({ status: 'draft', audience: { roles: ['police'] } })
    const { text } = await open(`/trainings/${slug}/edit`)
    const first = (id: string) => new RegExp(`name="fields\\.${id}"[^]*?<option[^>]*>([^<]*)<`).exec(text)?.[1]
    assert.equal(first('agency'), 'Default (ask, required)')
    assert.equal(first('needs'), 'Default (ask, optional)')
    assert.equal(first('rank'), 'Default (don’t ask)')
  })
})
