import { MessageTemplateInput } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { saveTemplate } from '../../../core/messages/message-templates.ts'
import { changeMessage, deleteDraft, draftMessage, readMessage } from '../../../core/messages/messages.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import { answerEmail } from '../../../platform/http/answer-email.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { previewMail, sendMessage } from '../../api/messages/preview-message.ts'
import { testMessage } from '../../api/messages/test-message.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { type Act, createPages, type LeadTo, type Pages, type SentFields, type Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { leadToAsking, orBackToList, readAsking, slugOf } from '../roster/selection.ts'
import { addAsked } from '../sent-forms/asking.ts'
import { type Edits, Unsaved } from '../sent-forms/merge-edits.ts'
import { draftEdits, mergeDraft } from './messages-edits.ts'
import { checkTyped, isSame, readTyped, type TypedMessage } from './messages-input.ts'
import { changeSchedule, scheduledView } from './messages-later.ts'
import { withoutGone, writeToSelected } from './messages-selected.ts'
import {
  idOf,
  messagePage,
  readWanted,
  requireReach,
  showDraft,
  showList,
  showMessage,
  showNew,
  showProgress,
} from './messages-show.ts'

const mayRead = { needs: 'read-messages' } as const
const maySend = { needs: 'send-messages' } as const
const ofMessage = { needs: 'send-messages', of: 'message' } as const

/** The ids of a thousand people stand next to two long texts. */
const mostNewBytes = 192 * 1024

/** The pages where organizers write to people. */
export function messagePages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/messages', mayRead, (visit) => showList(app, visit))
  pages.page('/messages/new', maySend, (visit) =>
    showNew(app, visit, visit.kept ? { typed: readTyped(visit.kept) } : {}),
  )
  pages.action('/messages/new', maySend, saveNew(app), { mostBytes: mostNewBytes })
  const selected = '/trainings/:slug/bulk/message'
  pages.page(selected, { ...maySend, of: 'training' }, (visit) =>
    writeToSelected(
      app,
      readAsking(visit, (to) => visit.c.redirect(adminPath(app.config, to), 303)),
    ),
  )
  pages.action(selected, { ...maySend, of: 'training' }, (sent) =>
    orBackToList(
      sent,
      async () => leadToAsking(sent, selected.replace(':slug', slugOf(sent))) ?? writeToSelected(app, sent),
    ),
  )
  pages.page('/messages/:id', { ...mayRead, of: 'message' }, (visit) => showMessage(app, visit))
  pages.page('/messages/:id/email', ofMessage, async (visit) => {
    const { person, in: lang } = readWanted(visit.c)
    const mail = await previewMail(app, idOf(visit), { registration: person, lang })
    return answerEmail(visit.c, mail.html)
  })
  // Pages ask for the numbers every few seconds. They show no one, so the audit log leaves them
  // out.
  pages.page('/messages/:id/progress', { needs: 'read-trainings', of: 'message' }, (visit) => showProgress(app, visit))
  pages.action('/messages/:id', ofMessage, saveDraft(app))
  addSchedule(app, pages)
  addDeletion(app, pages)
  return pages
}

/** Adds what changes when a message is sent. */
function addSchedule(app: App, pages: Pages) {
  const again = async (visit: Visit, typed: { at: string; faults: Faults }) => {
    const message = await readMessage(app.db.reader, idOf(visit))
    return {
      ...messagePage(app, visit, message, await scheduledView(app, visit, message, typed)),
      faults: typed.faults,
    }
  }
  for (const what of ['schedule', 'unschedule'] as const)
    pages.action(`/messages/:id/${what}`, ofMessage, changeSchedule(app, what, again))
}

function addDeletion(app: App, pages: Pages) {
  addAsked(app, pages, '/messages/:id/delete', ofMessage, {
    ask: async (visit) => {
      const { id, subject } = await readMessage(app.db.reader, idOf(visit))
      return {
        title: say(visit.lang, 'admin.messages.delete.title'),
        section: 'messages',
        crumbs: [
          { title: say(visit.lang, 'admin.nav.messages'), path: '/messages' },
          { title: subject.en, path: `/messages/${id}` },
        ],
        text: [say(visit.lang, 'admin.messages.delete.text')],
        button: say(visit.lang, 'admin.messages.delete.button'),
        isEnd: true,
        back: `/messages/${id}`,
      }
    },
    act: async ({ leadTo, ...visit }) => {
      await deleteDraft(app, idOf(visit), () => {})
      return leadTo('/messages?done=deleted')
    },
  })
}

const saveNew =
  (app: App): Act =>
  async ({ form, leadTo, ...visit }) => {
    const { lang } = visit
    const typed = readTyped(form)
    if (form.get('do') === 'choose') return showNew(app, visit, { typed })
    const { input, faults } = checkTyped(lang, typed)
    if (faults) return showNew(app, visit, { typed, faults })
    await requireReach(app, visit, typed.training)
    try {
      const { id } = await draftMessage(app, visit.caller.scope, input)
      return leadTo(`/messages/${id}?done=saved`)
    } catch (error) {
      if (!typed.registrations || !isProblem(error, 'not-found')) throw error
      const left = await withoutGone(app, visit, typed)
      if (left.registrations?.length === 0) return leadTo(`/trainings/${typed.training}?failed=gone`)
      const page = await showNew(app, visit, { typed: left, note: 'admin.messages.named.gone' })
      return page instanceof Response ? page : { ...page, status: 409 }
    }
  }

/** Stores what was typed, and then does what the button says. Only what was seen is ever sent. */
const saveDraft =
  (app: App): Act =>
  async ({ form, leadTo, ...visit }) => {
    const { caller, lang } = visit
    const id = idOf(visit)
    const typed = readTyped(form)
    const more = moreIn(form)
    let isSeen = true
    try {
      await changeMessage(app, caller.scope, id, (present) => {
        const edits = mergeDraft(form, typed, present)
        if (edits.both.length > 0) throw new Unsaved(edits)
        const { input, faults } = checkTyped(lang, edits.typed)
        if (faults) throw new Unsaved(edits, faults)
        isSeen = isSame(edits.typed, present) && isSame(typed, present)
        const { training: _, registrations: __, ...change } = input
        return change
      })
    } catch (error) {
      // It was sent in the meantime, perhaps by pressing twice: the page shows how far it is.
      if (isProblem(error, 'wrong-status')) return leadTo(`/messages/${id}`)
      if (!(error instanceof Unsaved)) throw error
      return showDraft(app, visit, { edits: error.edits as Edits<TypedMessage>, faults: error.faults, ...more })
    }
    if (['send', 'schedule'].includes(form.get('do')) && !isSeen)
      return showDraft(app, visit, { note: 'admin.messages.changed', ...more })
    return press(app, visit, form.get('do'), { typed, people: form.get('people'), leadTo, form })
  }

/** Returns what else was typed next to a draft, to be shown again. */
const moreIn = (form: SentFields) => ({ at: form.get('at'), templateName: form.get('templateName') })

/** Saves the words of a draft under a name, to be used again. */
async function saveWords(
  app: App,
  visit: Visit,
  { form, leadTo }: { form: SentFields; leadTo: () => Response },
): Promise<AdminPage | Response> {
  const { subject, text, about, showsTraining } = await readMessage(app.db.reader, idOf(visit))
  const name = form.get('templateName')
  const { data } = MessageTemplateInput.safeParse({ name, subject, text, about, showsTraining })
  if (!data)
    return showDraft(app, visit, {
      faults: new Map([['templateName', say(visit.lang, 'admin.templates.name.fault')]]),
      ...moreIn(form),
    })
  await saveTemplate(app, data)
  return leadTo()
}

/** `people` is the tag of those on the button. */
type Pressed = { typed: TypedMessage; people: string; leadTo: LeadTo; form: SentFields }

/** Sends a test. Returns the draft with the reason if that is not possible. */
async function test(app: App, id: string, visit: Visit, form: Pressed['form']): Promise<AdminPage | undefined> {
  try {
    await testMessage(app, id, visit.caller)
    return undefined
  } catch (error) {
    if (!isProblem(error, 'busy', 'invalid-input')) throw error
    const note = error.problemName === 'busy' ? 'admin.messages.untested' : 'admin.check.test.no-address'
    return showDraft(app, visit, { note, ...moreIn(form) })
  }
}

/** Does what the button says with a draft that is stored. */
async function press(
  app: App,
  visit: Visit,
  what: string,
  { typed, people, leadTo, form }: Pressed,
): Promise<AdminPage | Response> {
  const id = idOf(visit)
  const here = (done: string) => withQuery(`/messages/${id}`, { ...readWanted(visit.c), done })
  switch (what) {
    case 'send':
      try {
        await sendMessage(app, id, people)
        return leadTo(`/messages/${id}?done=sending`)
      } catch (error) {
        if (!isProblem(error, 'precondition-failed')) throw error
        return { ...(await showDraft(app, visit, { note: 'admin.messages.recounted', ...moreIn(form) })), status: 409 }
      }
    case 'schedule':
      return changeSchedule(app, 'schedule', (_, unsaved) => showDraft(app, visit, { ...moreIn(form), ...unsaved }))({
        ...visit,
        form,
        leadTo,
      })
    case 'template':
      return saveWords(app, visit, { form, leadTo: () => leadTo(here('template')) })
    case 'test':
      return (await test(app, id, visit, form)) ?? leadTo(here('tested'))
    // The page stays as it is, with what its fields hold now as what they were filled in from.
    case 'keep':
      return showDraft(app, visit, { edits: draftEdits(typed), isKept: true })
    default:
      return leadTo(here('saved'))
  }
}
