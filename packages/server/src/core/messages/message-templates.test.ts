import assert from 'node:assert/strict'
import { test } from 'mocha'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mostTemplates } from './message-templates.ts'

onBothDatabases('words that are used again', (given) => {
  const words = { subject: { en: 'Parking' }, text: { en: 'Hello {first name}, use lot B.' }, about: 'other' }
  const save = (name: string, more: object = {}) =>
    given().admin('POST', '/message-templates', { name, ...words, ...more })
  const names = async () =>
    (await given().admin('GET', '/message-templates')).body.templates.map(({ name }: { name: string }) => name)

  test('are saved from a draft, begin another message, and are deleted', async () => {
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    const { id } = (await given().admin('POST', '/messages', { training: slug, ...words })).body
    const { open, post } = organizerPages(given())
    const form = {
      status: 'confirmed',
      about: 'other',
      'subject.en': 'Parking',
      'text.en': words.text.en,
      do: 'template',
    }
    const nameless = await post(`/messages/${id}`, { ...form, templateName: ' ' })
    assert.match(nameless.text, /Give the template a name/)
    assert.equal(
      (await post(`/messages/${id}`, { ...form, templateName: 'Where to park' })).location,
      `/admin/messages/${id}?done=template`,
    )
    const [template] = (await given().admin('GET', '/message-templates')).body.templates
    const begun = await open(`/messages/new?training=${slug}&template=${template.id}`)
    assert.match(begun, /use lot B\./)
    assert.match(begun, /value="other" checked/)
    assert.match(await open('/messages/templates'), /Where to park/)
    await post(`/messages/templates/${template.id}/delete`)
    assert.deepEqual(await names(), [])
    assert.equal((await post(`/messages/templates/${template.id}/delete`)).status, 404)
  })

  test('replace those with the same name, and are never more than one looks through', async () => {
    await save('Parking', { subject: { en: 'Old' } })
    await save('Parking', { subject: { en: 'New' } })
    const { templates } = (await given().admin('GET', '/message-templates')).body
    assert.deepEqual(
      templates.map(({ subject }: { subject: { en: string } }) => subject.en),
      ['New'],
    )
    await Promise.all(Array.from({ length: 10 }, () => save('Parking')))
    assert.deepEqual(await names(), ['Parking'], 'also of two people who save together')
    for (let count = 1; count < mostTemplates; count++) await save(`Words ${count}`)
    assert.equal((await save('One more')).status, 422)
    assert.equal((await save('Parking')).status, 200)
  })
})
