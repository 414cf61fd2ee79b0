import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { isReminderAhead } from '../../core/messages/reminder-texts.ts'
import { alertKindOf } from '../../core/trainings/alert-kind.ts'
import { formOf } from '../../core/trainings/form.ts'
import { insteadOf } from '../../core/trainings/instead.ts'
import { findNextDate, findOtherDate } from '../../core/trainings/next-date.ts'
import { pageLink } from '../../core/trainings/page-links.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { findPublicTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { basePath } from '../../platform/config.ts'
import { errorIdLine } from '../../platform/html/error-id.ts'
import { createFormTokens } from '../../platform/html/form-token.ts'
import { answerPage, messagePage, ownQuery } from '../../platform/html/layout.ts'
import { controlNames, readControls, takeAddress } from '../../platform/html/sent-form.ts'
import { refusalOf, setRetryAfter } from '../../platform/http/api/answer-problem.ts'
import { addShown } from '../../platform/http/limits/cost.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { ProblemName } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { languagesOf, say } from '../../words/index.ts'
import { createAlertForm } from './alerts/alert-form.ts'
import { groupForm } from './group-form.ts'
import { emptyGroup, groupPage } from './group-page.ts'
import { type HostedForm, oneForm } from './hosted-form.ts'
import { liveForm } from './live-form.ts'
import { partnerOf } from './partner-of.ts'
import { codePath } from './pictures/qr.ts'
import { createSender } from './send-form.ts'
import { siteOf } from './site.ts'
import { nextView } from './training/next-view.ts'
import { emptyForm, type TrainingView, trainingPage } from './training/training-page.ts'
import { trainingsPage } from './trainings-page.ts'
import { createVerifier } from './verify-form.ts'
import { waitPage } from './wait-page.ts'

/**
 * Creates the handlers of the hosted pages. Everything works without a script, and GET requests
 * change nothing.
 */
export function createHostedPages(app: App) {
  const tokens = createFormTokens(app)
  const send = createSender(app, tokens)
  const verify = createVerifier(app, tokens)
  const notifying = createAlertForm(app, tokens)
  type Read = (view: TrainingView, controls: URLSearchParams) => HostedForm
  const sendAs = async (read: Read, view: TrainingView, c: Context) => {
    const controls = takeAddress(await readControls(c))
    return send(c, view, read(view, controls), controls.has(controlNames.show))
  }
  async function verifyAs(read: Read, view: TrainingView, c: Context) {
    const controls = await readControls(c)
    return verify(c, view, read(view, controls), controls)
  }

  const groupView = async (c: Context) => asGroup(await viewOf(app, c))

  return {
    list: async (c: Context) => answerPage(c, app.config, await trainingsPage(app, c)),
    async show(c: Context) {
      const view = await viewOf(app, c)
      return answerPage(c, app.config, trainingPage(view, emptyForm(tokens.issue(view))))
    },
    async showGroup(c: Context) {
      const view = await groupView(c)
      const shown = { token: tokens.issue(view), faults: [] }
      return answerPage(c, app.config, groupPage(view, emptyGroup, shown, liveForm(app, view)))
    },
    send: async (c: Context) => sendAs(oneForm, await viewOf(app, c), c),
    sendGroup: async (c: Context) => sendAs(groupForm, await groupView(c), c),
    verify: async (c: Context) => verifyAs(oneForm, await viewOf(app, c), c),
    verifyGroup: async (c: Context) => verifyAs(groupForm, await groupView(c), c),
    showNotify: async (c: Context) => notifying.show(c, await viewOf(app, c)),
    sendNotify: async (c: Context) => notifying.send(c, await viewOf(app, c)),
    verifyNotify: async (c: Context) => notifying.verify(c, await viewOf(app, c)),
    fail: answerPageError(app),
  }
}

/** Returns the same view for the form of a group. */
const asGroup = ({ action, otherForm, languages, ...view }: TrainingView): TrainingView => ({
  ...view,
  action: otherForm,
  otherForm: action,
  languages: languages.map(({ lang, href }) => ({ lang, href: toGroup(href) })),
})

const toGroup = (href: string) => href.replace('?', '/group?')

/**
 * Returns the view of the training in the URL.
 * @throws {ProblemError} `not-found`, `training-withdrawn`
 */
async function viewOf(system: System, c: Context): Promise<TrainingView> {
  addShown(c, 1)
  return trainingView(system, c, await findPublicTraining(system, c.req.param('slug') ?? ''))
}

async function trainingView(system: System, c: Context, stored: StoredTraining): Promise<TrainingView> {
  const { row, input, partners } = stored
  const offered = languagesOf(input)
  const lang = languageOf(c, offered)
  const partner = partnerOf(c)
  const { publicUrl, mail } = system.config
  const sendsMail = mail !== undefined
  const here = (one: Language) => `${basePath(system.config)}/t/${row.slug}?${ownQuery(partner, one)}`
  const [next, otherDate] = [await findNextDate(system, stored), await findOtherDate(system, stored)]
  const now = system.now()
  const shown = { lang, partners, partner, publicUrl, now, sendsMail, next, otherDate }
  const training = presentTraining(row, input, shown)
  return {
    trainingId: row.id,
    training,
    alertKind: sendsMail ? alertKindOf(row, { state: training.state, next, now }) : undefined,
    input,
    form: formOf(input, lang, { sendsMail }),
    sendsMail,
    isReminderAhead: sendsMail && isReminderAhead(row, now),
    lang,
    partner,
    action: here(lang),
    otherForm: toGroup(here(lang)),
    canonical: pageLink({ publicUrl, lang: 'en' }, row.slug),
    code: codePath(system.config, row.slug, { partner }),
    languages: offered.map((one) => ({ lang: one, href: here(one) })),
  }
}

const refused: Partial<
  Record<ProblemName, 'page.notFound' | 'state.withdrawn' | 'page.unreadable' | 'page.elsewhere'>
> = {
  'not-found': 'page.notFound',
  'origin-not-allowed': 'page.elsewhere',
  'training-withdrawn': 'state.withdrawn',
  malformed: 'page.unreadable',
  'too-large': 'page.unreadable',
  'unsupported-media-type': 'page.unreadable',
}

/** Returns title and text of a refusal for pages. */
export function refusalWords(name: ProblemName, lang: Language): [title: string, text: string] {
  const key = refused[name] ?? 'page.broken'
  return [say(lang, key), say(lang, `${key}.text`)]
}

/** Where to fill in the form that another site sent. */
function linkToTraining({ config }: Pick<System, 'config'>, c: Context, lang: Language) {
  const slug = c.req.param('slug')
  if (slug === undefined) return ''
  const href = `${basePath(config)}/t/${encodeURIComponent(slug)}?${ownQuery(partnerOf(c), lang)}`
  return html`<p><a href="${href}">${say(lang, 'page.more')}</a></p>`
}

/** Returns what to show in place of the training in the URL, if there is one and it is not there. */
async function missingTraining(system: System, c: Context, name: ProblemName, lang: Language) {
  const slug = c.req.param('slug')
  if (slug === undefined || (name !== 'not-found' && name !== 'training-withdrawn')) return undefined
  const { training } = await insteadOf(system, slug, { languageAmong: () => lang, partner: partnerOf(c) })
  return training
}

/** Shows errors of pages as pages. */
export const answerPageError = (system: System) => async (error: Error, c: Context) => {
  const lang = languageOf(c)
  const refusal = refusalOf(system, c, error)
  const { problemName, problem } = refusal
  setRetryAfter(c, refusal)
  if (problem.status === 429) return answerPage(c, system.config, await waitPage(c, lang, refusal), 429)
  const training = await missingTraining(system, c, problemName, lang)
  const [title, text] = refusalWords(problemName, lang)
  const elsewhere = problemName === 'origin-not-allowed' ? linkToTraining(system, c, lang) : errorIdLine(refusal, lang)
  const page = messagePage(lang, title, text, training ? nextView(training) : elsewhere)
  // A page about a fault of the server must not ask the database again.
  const site = problem.status < 500 ? await siteOf(system, lang, c.req.param('slug')) : undefined
  return answerPage(c, system.config, { ...page, training: site }, problem.status as 500)
}
