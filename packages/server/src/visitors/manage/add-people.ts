import type { Context } from 'hono'
import { html } from 'hono/html'
import type { App } from '../../core/context.ts'
import { takesSignUps } from '../../core/trainings/availability.ts'
import { formOf } from '../../core/trainings/form.ts'
import { basePath } from '../../platform/config.ts'
import { createFormTokens } from '../../platform/html/form-token.ts'
import { answerPage, type Page } from '../../platform/html/layout.ts'
import { readControls, takeAddress } from '../../platform/html/sent-form.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { groupForm } from '../pages/group-form.ts'
import { emptyGroup } from '../pages/group-page.ts'
import { joinPage } from '../pages/join-page.ts'
import { createSender } from '../pages/send-form.ts'
import { noticeOf, refusalPage, type TrainingView } from '../pages/training/training-page.ts'
import { seeOther } from './answers.ts'
import type { GroupOwner } from './link-owner.ts'
import { frame } from './views.ts'

/**
 * Returns whether a coordinator finds the way to add people. Whether a seat is left doesn't show on their page: where one
 * of the group was registered before, one more is.
 */
export const canAdd = ({ training, group }: Pick<GroupOwner, 'training' | 'group'>): boolean =>
  (takesSignUps(training) || training.state === 'full') && group.called_off_at === null

/**
 * Creates the form with which a coordinator adds people to their group. They are signed up like any
 * others, and the link stands for the code.
 */
export function createAdding(app: App) {
  const { config } = app
  const tokens = createFormTokens(app)
  const send = createSender(app, tokens)
  return {
    show(c: Context, owner: GroupOwner): Response | Promise<Response> {
      const { group } = owner
      if (!canAdd(owner)) return seeOther(config, owner.at())
      if (group.split === 0)
        return answerPage(
          c,
          config,
          togetherPage(owner, `${basePath(config)}/t/${owner.stored.row.slug}/group?lang=${owner.lang}`),
        )
      const view = viewOf(app, owner)
      if (!takesSignUps(owner.training)) return answerPage(c, config, refusalPage(view, noticeOf(view)))
      // People of a group mostly come from one agency.
      const shared = group.coordinator_agency === null ? {} : { agency: group.coordinator_agency }
      const form = { token: tokens.issue(view), faults: [] }
      return answerPage(c, config, joinPage(view, { ...emptyGroup, shared, joins: true }, form))
    },
    async send(c: Context, owner: GroupOwner): Promise<Response> {
      const view = viewOf(app, owner)
      const controls = takeAddress(await readControls(c))
      return send(c, view, groupForm(view, controls, owner.group))
    },
  }
}

function viewOf({ config }: System, { stored, training, lang, languages, at }: GroupOwner): TrainingView {
  const sendsMail = config.mail !== undefined
  return {
    trainingId: stored.row.id,
    training,
    alertKind: undefined,
    input: stored.input,
    form: formOf(stored.input, lang, { sendsMail }),
    sendsMail,
    isReminderAhead: false,
    lang,
    partner: undefined,
    action: at('/add'),
    otherForm: at(),
    canonical: '',
    code: '',
    languages: languages.map((one) => ({ ...one, href: one.href.replace('?', '/add?') })),
  }
}

/** Those who joined would have to wait for all, and all for them. */
const togetherPage = (owner: GroupOwner, other: string): Page => {
  const { lang, at } = owner
  const title = say(lang, 'manage.group.add')
  return {
    ...frame(owner),
    title,
    body: html`<main><div class="card"><h1>${title}</h1><p>${say(lang, 'manage.group.add.together')}</p>
<div class="actions"><a class="button" href="${other}">${say(lang, 'manage.group.add.other')}</a>
<a class="button second" href="${at()}">${say(lang, 'manage.back')}</a></div></div></main>`,
  }
}
