import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { coordinatingRefused, requireCoordinators } from '../../../core/seats/coordinated.ts'
import { seatStateOf } from '../../../core/seats/locked-training.ts'
import { can } from '../../../core/seats/transitions.ts'
import { requireTaking } from '../../../core/sign-up/require-taking.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError, type ProblemName } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { describeAdded } from '../../api/people/describe-added.ts'
import { giveUpForAgency, readOwnAgency, registerForAgency, replaceForAgency } from '../../api/people/for-agency.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { type Asking, addAsked } from '../sent-forms/asking.ts'
import { type Entering, enteredIn, enterForm, sendEntered } from './agency-person-form.ts'
import { replacedText } from './coordinator-text.ts'
import { anotherName, beforeIn, beforeView, doneText, keptFrom } from './one-before.ts'
import { orBack } from './person-actions.ts'
import { crumbsOf, type PersonPage, personCrumbs, personName, personPage } from './person-view.ts'

const ofTraining = { needs: 'coordinate', of: 'training' } as const
const ofPerson = { needs: 'coordinate', of: 'registration' } as const

/** What coordinators of agencies do about their people, where the training lets them. */
export function coordinatorPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug/register', ofTraining, (visit) => registerPage(app, visit))
  pages.action('/trainings/:slug/register', ofTraining, (visit) => registerOne(app, visit))
  pages.page('/registrations/:id/replace', ofPerson, (visit) => replacePage(app, visit))
  pages.action('/registrations/:id/replace', ofPerson, (visit) => replaceOne(app, visit))
  addAsked(app, pages, '/registrations/:id/give-up', ofPerson, {
    ask: async (visit) => askToGiveUp(await openView(app, visit)),
    act: ({ c, caller, leadTo }) => {
      const path = `/registrations/${idIn(c)}`
      return orBack(leadTo, path, async () => {
        await giveUpForAgency(app, caller, idIn(c))
        return `${path}?done=cancel`
      })
    },
  })
  return pages
}

const idIn = (c: Visit['c']) => c.req.param('id') ?? ''
const slugIn = (c: Visit['c']) => c.req.param('slug') ?? ''

const refusalFor = ({ app, registration, training: { row, input } }: PersonPage): ProblemName | undefined =>
  coordinatingRefused(registration, { audience: input.audience, state: seatStateOf(row) }, app.now().toISOString())

/**
 * Returns a person of the agency that a page is about, if they can be replaced or canceled.
 * @throws {ProblemError}
 */
async function openView(app: App, visit: Visit): Promise<PersonPage> {
  const view = await personPage(app, visit)
  const refused = refusalFor(view)
  if (refused) throw new ProblemError(refused)
  return view
}

/** Renders what a coordinator can do about a person; what organizers do in their own way is theirs. */
export function coordinatorWays(view: PersonPage): Html | '' {
  const { lang, caller, to, registration } = view
  if (!may(caller, 'coordinate') || refusalFor(view)) return ''
  const link = (is: boolean, name: string, label: string, kind = '') =>
    is ? html`<a class="button ${kind}" href="${to(name)}">${label}</a>` : ''
  return html`${link(can(registration.status, 'replace'), 'replace', say(lang, 'admin.own.replace'))}
${link(can(registration.status, 'cancel') && !may(caller, 'change-people'), 'give-up', say(lang, 'admin.own.giveUp'), 'danger')}`
}

function askToGiveUp(view: PersonPage): Asking {
  const { app, lang, own } = view
  return {
    title: say(lang, 'admin.own.giveUp.title', { name: personName(view) }),
    section: 'trainings',
    crumbs: personCrumbs(view),
    text: [
      say(lang, 'admin.person.cancel.text'),
      say(lang, app.sendMail ? 'admin.own.giveUp.told' : 'admin.edit.noMail'),
    ],
    button: say(lang, 'admin.own.giveUp'),
    isEnd: true,
    back: own,
  }
}

/** Says what pressing the button leads to: people are admitted like visitors. */
function outcomeText(lang: Language, { input: { audience, seats } }: Pick<StoredTraining, 'input'>): string {
  const outcome = say(lang, seats.waitlist ? 'admin.own.outcome.waits' : 'admin.own.outcome.seat')
  if (audience.access === 'approval') return say(lang, 'admin.own.outcome.approval')
  if (audience.access !== 'domain') return outcome
  const domains = new Intl.ListFormat(lang, { type: 'disjunction' }).format(audience.domains)
  return say(lang, 'admin.own.outcome.domain', { domains, outcome })
}

/** Says what happens to the one who comes instead: who must be approved waits for it. */
function comingText(lang: Language, view: PersonPage): string {
  const { access } = view.training.input.audience
  if (access === 'approval') return say(lang, 'admin.own.replace.approval')
  const [name, agency] = [personName(view), view.registration.agency ?? '']
  const seat = say(lang, 'admin.own.replace.text', { name, agency })
  return access === 'domain' ? `${seat} ${say(lang, 'admin.own.replace.domain')}` : seat
}

async function registerPage(app: App, visit: Visit, again?: Entering): Promise<AdminPage> {
  const { c, caller, lang } = visit
  const training = await readTraining(app, slugIn(c))
  const { slug } = training.row
  const agency = (await readOwnAgency(app, caller))?.shown
  requireCoordinators(training.input.audience)
  if (!again) await requireTaking(app, slug)
  const before = again ? undefined : await beforeIn(app, visit, slug)
  return enterForm(lang, training, {
    title: say(lang, 'admin.own.register'),
    crumbs: crumbsOf({ training }, lang),
    done: before && doneText(lang, before),
    lead: html`${beforeView(app, lang, before)}${agency === undefined ? '' : html`<p>${say(lang, 'admin.own.agency', { agency })}</p>`}`,
    agency,
    entering: again ?? { person: (form) => keptFrom(form, before) },
    button: say(lang, 'admin.add.go'),
    others: html`<button class="button" name="${anotherName}" value="1">${say(lang, 'admin.add.another')}</button>`,
    text: say(lang, 'admin.own.register.text', { outcome: outcomeText(lang, training) }),
    action: adminPath(app.config, `/trainings/${slug}/register`),
    back: adminPath(app.config, `/trainings/${slug}`),
  })
}

async function registerOne(app: App, visit: Press): Promise<AdminPage | Response> {
  const slug = slugIn(visit.c)
  const agency = (await readOwnAgency(app, visit.caller))?.shown
  const entered = enteredIn(visit, await readTraining(app, slug), { agency })
  return sendEntered(visit, entered, {
    act: async ({ person, ...given }) => {
      const named = agency ?? person['agency']
      const id = await registerForAgency(app, visit.caller, slug, { ...given, person, agency: String(named ?? '') })
      await describeAdded(visit.c, { training: slug, ids: [id] })
      const isMore = visit.form.has(anotherName)
      return visit.leadTo(isMore ? `/trainings/${slug}/register?after=${id}` : `/registrations/${id}?done=add`)
    },
    again: (entering) => registerPage(app, visit, entering),
  })
}

async function replacePage(app: App, visit: Visit, again?: Entering): Promise<AdminPage> {
  const view = await openView(app, visit)
  const { lang, path, own, registration } = view
  const [name, agency] = [personName(view), registration.agency ?? '']
  const told = say(lang, app.sendMail ? 'admin.own.replace.told' : 'admin.edit.noMail')
  const also = may(view.caller, 'change-people') ? await replacedText(app, lang, registration.id) : undefined
  return enterForm(lang, view.training, {
    title: say(lang, 'admin.own.replace.title', { name }),
    crumbs: personCrumbs(view),
    lead: html`<p>${comingText(lang, view)}</p>`,
    agency,
    entering: again ?? { person: () => ({}) },
    button: say(lang, 'admin.own.replace.go'),
    text: also === undefined ? told : `${told} ${also}`,
    action: `${path}/replace`,
    back: adminPath(app.config, own),
  })
}

async function replaceOne(app: App, visit: Press): Promise<AdminPage | Response> {
  const id = idIn(visit.c)
  const { training } = await personPage(app, visit)
  return sendEntered(visit, enteredIn(visit, training, { agency: '' }), {
    act: (given) =>
      orBack(
        visit.leadTo,
        `/registrations/${id}`,
        async () => `/registrations/${await replaceForAgency(app, visit.caller, id, given)}?done=replace`,
        ['already-registered'],
      ),
    again: (entering) => replacePage(app, visit, entering),
  })
}
