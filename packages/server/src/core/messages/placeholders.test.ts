import assert from 'node:assert/strict'
import { test } from 'mocha'
import { fillName } from '../../delivery/compose/fill-name.ts'
import { deliverMails } from '../../delivery/deliver.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { enqueueMessages } from './send-message.ts'

const subject = { en: 'Where to park', es: 'Dónde estacionarse' }
const text = { en: 'Hello {first name},\n\nuse lot B.', es: 'Hola, {nombre}:\n\nuse el lote B.' }

test('a name stands where it is asked for, and its place closes without one', () => {
  const filled = (given: string, name?: string) => fillName(given, name, 'en')
  assert.equal(filled('Hello {first name}, {First Name}!', 'Ada'), 'Hello Ada, Ada!')
  assert.equal(filled('Hola {nombre}', 'Ada'), 'Hola Ada')
  assert.equal(filled('Hello, {first name}: hi'), 'Hello: hi')
  assert.equal(filled('Hello {first name},\n{first name}, bring {this}'), 'Hello,\nHello, bring {this}')
  assert.equal(filled('Dear {first name|neighbor},'), 'Dear neighbor,')
  assert.equal(filled('Dear {first name|neighbor},', 'Ada'), 'Dear Ada,')
  assert.equal(filled('{first name}', '$& {first name}'), '$& {first name}')
  assert.equal(fillName('{nombre}, venga', undefined, 'es'), 'Hola, venga')
})

onBothDatabases('names and the training in a message', (given) => {
  async function draft(slug: string, more: object = {}) {
    const { status, body } = await given().admin('POST', '/messages', {
      training: slug,
      subject,
      text,
      about: 'seat',
      ...more,
    })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  async function send({ admin, context, mails }: TestApp, id: string) {
    await deliverMails(context)
    mails.length = 0
    await admin('POST', `/messages/${id}/send`)
    for (let round = 0; round < 4; round++) {
      await enqueueMessages(context)
      await deliverMails(context)
    }
    return new Map(mails.map((mail) => [mail.to, mail]))
  }

  test('fill in each recipient’s own name, escaped, and the coordinator’s for people without an address', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    const [ada, luis, linked] = [
      someone({ givenName: 'Ada & <b> Co' }),
      someone({ givenName: 'Luis' }),
      someone({ givenName: 'www.evil.example' }),
    ]
    await server.signUp(slug, { people: [ada] })
    await server.signUp(slug, { people: [luis], lang: 'es' })
    await server.signUp(slug, { people: [linked] })
    const { email: _, ...colleague } = someone()
    const coordinator = { name: 'Kim Doe', email: `kim.${slug}@kcpd.example` }
    await server.signUp(slug, { people: [colleague], coordinator })
    const { id } = await draft(slug)
    const { mail } = (await server.admin('POST', `/messages/${id}/preview`, {})).body
    assert.match(mail.text, /Hello Ada & <b> Co,\n\nuse lot B/)
    const sent = await send(server, id)
    assert.match(sent.get(ada.email)?.html ?? '', /Hello (<bdi>)?Ada &amp; &lt;b&gt; Co/)
    assert.match(sent.get(luis.email)?.text ?? '', /Hola, Luis:\n\nuse el lote B/)
    // A name that an email program makes a link is left out.
    assert.match(sent.get(linked.email)?.text ?? '', /Hello,\n\nuse lot B/)
    assert.match(sent.get(coordinator.email)?.text ?? '', /Hello Kim Doe,/)
    for (const one of sent.values()) assert.doesNotMatch(one.subject + one.text, /\{/)
  })

  test('show when and where the training is, and its page, only if that is switched on', async () => {
    const server = given()
    const { slug } = await server.givenTraining({ venue: { name: 'Kauffman Stadium' } })
    const person = someone()
    await server.signUp(slug, { people: [person] })
    const { id, showsTraining } = await draft(slug)
    assert.equal(showsTraining, false)
    const preview = async () => (await server.admin('POST', `/messages/${id}/preview`, {})).body.mail.text as string
    assert.doesNotMatch(await preview(), /Kauffman Stadium/)
    const changed = await server.admin('PATCH', `/messages/${id}`, { showsTraining: true })
    assert.equal(changed.body.showsTraining, true)
    assert.equal((await server.admin('PATCH', `/messages/${id}`, { about: 'seat' })).body.showsTraining, true)
    assert.match(await preview(), /use lot B\.[^]*Kauffman Stadium[^]*signup\.example\/t\//)
    const sent = await send(server, id)
    assert.match(sent.get(person.email)?.html ?? '', /Kauffman Stadium/)
  })

  test('a subject takes no name, in the API and on the page, and the page keeps both choices', async () => {
    const server = given()
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone({ givenName: 'Ada' })] })
    const named = { training: slug, subject: { en: 'For {first name}' }, text, about: 'seat' }
    assert.equal((await server.admin('POST', '/messages', named)).status, 422)
    const { open, post } = organizerPages(server)
    const typed = { training: slug, status: 'confirmed', about: 'seat', 'text.en': text.en, do: 'save' }
    const refused = await post('/messages/new', { ...typed, 'subject.en': 'For {first name}' })
    assert.equal(refused.status, 422)
    assert.match(refused.text, /the subject shows on locked screens/)
    const made = await post('/messages/new', { ...typed, 'subject.en': 'Parking', showsTraining: '1' })
    const path = (made.location ?? '').replace('/admin', '')
    const page = await open(path)
    assert.match(page, /name="showsTraining" value="1" checked/)
    assert.match(page, /Write \{first name\} where/)
    const email = /<iframe class="email" src="\/admin([^"]*)"/.exec(page)?.[1] ?? ''
    assert.match(await open(email.replaceAll('&amp;', '&')), /Hello (<bdi>)?Ada(<\/bdi>)?,/)
  })
})
