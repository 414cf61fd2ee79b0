import assert from 'node:assert/strict'
import { test } from 'mocha'
import { account } from '../../../testing/contract/account-states.ts'
import {
  approval,
  contractServer,
  draftedMessage,
  groupedIn,
  oneSeat,
  partner,
  partnerPage,
  registeredIn,
  waiting,
  webhookThatIs,
} from '../../../testing/contract/states.ts'
import { organizerPages } from '../../../testing/pages/organizer-pages.ts'
import { pageRules } from '../../../testing/pages/page-access-rules.ts'
import { pageActions } from '../../../testing/pages/page-actions.ts'
import { savingForms } from '../../../testing/pages/saving-forms.ts'
import { controlsIn, formsIn } from '../../../testing/pages/sent-controls.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

/** Everything that has an email to someone or a status. A button that is pressed by mistake leaves it alone. */
async function whatIsSo({ context: { db } }: TestApp) {
  const { reader } = db
  const count = async (
    table: 'outbox' | 'auth_user' | 'agency_alias' | 'webhook' | 'partner' | 'partner_page' | 'message',
  ) =>
    (
      await reader
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count
  return {
    statuses: await reader.selectFrom('registration').select(['id', 'status', 'email']).orderBy('id').execute(),
    trainings: await reader.selectFrom('training').select(['slug', 'status']).orderBy('slug').execute(),
    counts: [
      await count('outbox'),
      await count('auth_user'),
      await count('agency_alias'),
      await count('webhook'),
      await count('partner'),
      await count('partner_page'),
      await count('message'),
    ],
  }
}

/** Pages with more buttons than a fresh state shows. */
const pagesIn: Record<string, (running: TestApp) => Promise<string[]>> = {
  'a request': async (running) => [`/registrations/${(await registeredIn(approval)(running)).id}`],
  'someone who waits': async (running) => {
    const full = { seats: { ...oneSeat.seats, waitlist: true } }
    const { slug, id } = await registeredIn(full, () => [someone(), someone()])(running)
    return [`/registrations/${id}`, `/trainings/${slug}`]
  },
  'a training with people': async (running) => [`/trainings/${(await registeredIn({})(running)).slug}/edit`],
  'a group': async (running) => [`/groups/${(await groupedIn(approval)(running)).reference}`],
  'a sign-up without its code': async (running) => {
    const { slug, id } = await waiting(running)
    return [`/trainings/${slug}/requests/${id}`]
  },
  'a partner': async (running) => {
    const { slug } = await partnerPage(running)
    await running.admin('POST', `/partners/${slug}/report-link`)
    return [`/partners/${slug}`, `/partners/${(await partner(running)).slug}`]
  },
  webhooks: async (running) => [
    `/webhooks/${(await webhookThatIs('rotating')(running)).id}`,
    `/webhooks/${(await webhookThatIs('on')(running)).id}`,
  ],
  'a draft': async (running) => [`/messages/${(await draftedMessage(running)).id}`],
  'an account': async (running) => [`/accounts/${(await account(running)).id}`],
}

onBothDatabases(
  'a button',
  (given) => {
    const pages = () => organizerPages(given())
    const posts = Object.keys(pageRules).filter((name) => name.startsWith('POST '))
    const routeOf = (path: string) =>
      posts.find((name) =>
        new RegExp(`^${name.slice('POST '.length).replaceAll(/:\w+/g, '[^/]+')}$`).test(path.replace(/[?#].*/, '')),
      ) ?? assert.fail(`no action at ${path}`)

    /** Returns the paths of all pages: those that the rules know, and those with more on them. */
    const everyPage = async () => {
      const paths: string[] = []
      for (const [name, { state }] of Object.entries(pageRules)) {
        if (!name.startsWith('GET ') || /\.(csv|xlsx|pdf)$/.test(name)) continue
        const named = ((await state?.(given())) ?? {}) as Record<string, string>
        paths.push(name.slice('GET '.length).replaceAll(/:(\w+)/g, (_, part: string) => named[part] ?? ''))
      }
      for (const find of Object.values(pagesIn)) paths.push(...(await find(given())))
      return paths.map((path) => (path === '/' ? '' : path))
    }

    const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
    /** Returns the forms of a page that are posted, with where each of their buttons leads. */
    const buttonsOf = (page: string, path: string) =>
      formsIn(page)
        .filter((form) => attribute(form.slice(0, form.indexOf('>')), 'method') === 'post')
        .map((form) => {
          const own = (attribute(form.slice(0, form.indexOf('>')), 'action') ?? `/admin${path}`).replace('/admin', '')
          const tags = form.match(/<button\b[^>]*>/g) ?? []
          const buttons = tags
            .filter((tag) => attribute(tag, 'type') !== 'button')
            .map((tag) => ({ tag, to: attribute(tag, 'formaction')?.replace('/admin', '') ?? own }))
            .map(({ tag, to }) => ({ tag, to: to.startsWith('#') ? own : to }))
          return { form, buttons }
        })

    test('has a kind for each action, and every form that saves is among them', () => {
      assert.deepEqual(posts.toSorted(), Object.keys(pageActions).toSorted())
      for (const name of Object.keys(savingForms)) assert.ok(pageActions[name], name)
    })

    test('that emails people or ends something has a page that asks, and stands on no other', async () => {
      for (const [name, action] of Object.entries(pageActions)) {
        if (action === 'asked') assert.ok(pageRules[name.replace('POST', 'GET')], `${name} does not ask`)
        if (typeof action === 'object') assert.ok(pageActions[action.askedBy], name)
      }
      let seen = 0
      for (const path of await everyPage()) {
        const { status, text } = await pages().ask(path)
        if (status !== 200) continue
        for (const { buttons } of buttonsOf(text, path))
          for (const { to } of buttons) {
            seen += 1
            const action = pageActions[routeOf(to)]
            if (action !== 'asked') continue
            assert.equal(to.replace(/[?#].*/, ''), path.replace(/[?#].*/, ''), `${path} has a button to ${to}`)
          }
      }
      assert.ok(seen > 60, `${seen} buttons`)
    })

    test('that Enter presses in a field emails no one and ends nothing', async () => {
      let pressed = 0
      for (const path of await everyPage()) {
        const { status, text } = await pages().ask(path)
        if (status !== 200) continue
        for (const { form, buttons } of buttonsOf(text, path)) {
          const isTyped = /<input\b(?![^>]*type="(hidden|file)")|<select\b/.test(form)
          const first = buttons[0]
          if (!isTyped || !first) continue
          const sent: Record<string, string[]> = {}
          const controls = controlsIn(form)
          for (const name of new Set(controls.keys())) sent[name] = controls.getAll(name)
          // As if someone had typed a new address and time, and chosen what there is to choose.
          for (const name of ['email', 'givenName', 'name', 'other']) if (sent[name]) sent[name] = ['kim@example.org']
          if (sent['start']) sent['start'] = ['2027-03-06T08:00']
          // The page's script has said that people will be told.
          if (sent['told']) sent['told'] = ['training-changed']
          const radio = /<input type="radio" name="(\w+)" value="([^"]*)"/.exec(form)
          if (radio?.[1] && !sent[radio[1]]) sent[radio[1]] = [radio[2] ?? '']
          const name = attribute(first.tag, 'name')
          if (name !== undefined) sent[name] = [attribute(first.tag, 'value') ?? '']
          const action = pageActions[routeOf(first.to)]
          assert.notEqual(action, 'asked', `Enter on ${path} does ${first.to}`)
          const before = await whatIsSo(given())
          await pages().post(first.to, sent)
          pressed += 1
          if (action === 'enter') assert.deepEqual(await whatIsSo(given()), before, `Enter on ${path}`)
          else assert.equal((await whatIsSo(given())).counts[0], before.counts[0], `Enter on ${path} sends an email`)
        }
      }
      assert.ok(pressed > 15, `${pressed} forms`)
    })
  },
  contractServer,
)
