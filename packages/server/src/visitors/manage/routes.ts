import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { answerVisitors } from '../../platform/http/answer-at-address.ts'
import { answerOnGrid } from '../../platform/http/limits/answer-grid.ts'
import { limitBody } from '../../platform/http/limits/limit-body.ts'
import { refuseOtherSites } from '../../platform/http/refuse-other-sites.ts'
import { requirePress } from '../../platform/http/require-press.ts'
import { ProblemError } from '../../platform/problem.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { createAsking } from './after-day/evaluation-page.ts'
import { createFollowUp } from './after-day/follow-up-page.ts'
import { createLicensing } from './after-day/license-page.ts'
import { createPostTest } from './after-day/post-test-page.ts'
import { answerManageError, seeOther } from './answers.ts'
import { createFinding } from './finding.ts'
import { createGroupRegistration } from './group-registration.ts'
import { createLinkOwners, type GroupOwner, type RegistrationOwner } from './link-owner.ts'
import { createOwnRegistration } from './own-registration.ts'
import { createSupervising } from './supervisor-page.ts'
import { createTransferPage } from './transfer-page.ts'
import { createVerifying } from './verify-page.ts'

/**
 * Creates the pages where people see and change their registrations. The link alone gives access.
 */
export function manageRoutes(app: App) {
  const transfer = createTransferPage(app)
  const supervising = createSupervising(app)
  const verifying = createVerifying(app)
  const followUp = createFollowUp(app)
  return new Hono()
    .onError(answerManageError(app))
    .use(answerVisitors(app))
    .use(refuseOtherSites(app.config), limitBody, app.limits.each('lookups'), requirePress(app.config))
    .post('/:token/pass', app.limits.each('links'))
    .get('/pass/:token', transfer.show)
    .post('/pass/:token', transfer.take)
    .get('/confirm/:token', supervising.show)
    .get('/confirm/:token/:answer', supervising.showQuestion)
    .post('/confirm/:token/:answer', supervising.answer)
    .get('/verify/:token', verifying.show)
    .post('/verify/:token', answerOnGrid(app), verifying.act)
    .post('/:token/add', answerOnGrid(app))
    .get('/later/:token', followUp.show)
    .post('/later/:token', followUp.send)
    .route('/', askedRoutes(app))
    .route('/', ownerRoutes(app))
}

const actionOf = (c: Context) => c.req.param('action') ?? ''
const memberOf = (c: Context) => ({ id: c.req.param('person') ?? '', action: actionOf(c) })

type Handle<T> = (c: Context, owner: T) => Response | Promise<Response>

/** Creates the pages of what is asked after a training. They say themselves when that has ended. */
function askedRoutes(app: App) {
  const find = createLinkOwners(app)
  const [evaluation, postTest, license] = [createAsking(app), createPostTest(app), createLicensing(app)]
  const forPerson = (handle: Handle<RegistrationOwner>) => async (c: Context) => {
    const owner = await find(c)
    if (owner.kind === 'group') throw new ProblemError('not-found')
    return handle(c, owner)
  }
  return new Hono()
    .get('/:token/evaluation', forPerson(evaluation.show))
    .post('/:token/evaluation', forPerson(evaluation.send))
    .get('/:token/test', forPerson(postTest.show))
    .post('/:token/test', forPerson(postTest.send))
    .get('/:token/license', forPerson(license.show))
    .post('/:token/license', forPerson(license.send))
}

function ownerRoutes(app: App) {
  const find = createLinkOwners(app)
  const own = createOwnRegistration(app)
  const group = createGroupRegistration(app)
  /** Long after the training, every page leads to the erasure. */
  const forOwner = (handle: Handle<RegistrationOwner | GroupOwner>) => async (c: Context) => {
    const owner = await find(c)
    if (owner.onlyErases && actionOf(c) !== 'erase') return seeOther(app.config, owner.at('/erase'))
    return handle(c, owner)
  }
  const forEither = (forPerson: Handle<RegistrationOwner>, forGroup: Handle<GroupOwner>) =>
    forOwner((c, owner) => (owner.kind === 'group' ? forGroup(c, owner) : forPerson(c, owner)))
  const refuse = () => {
    throw new ProblemError('not-found')
  }
  return new Hono()
    .get('/:token', forEither(own.show, group.show))
    .get(
      '/:token/:action',
      forEither(
        (c, owner) => own.ask(c, owner, actionOf(c)),
        (c, owner) => group.ask(c, owner, actionOf(c)),
      ),
    )
    .post(
      '/:token/:action',
      forEither(
        (c, owner) => own.act(c, owner, actionOf(c)),
        (c, owner) => group.act(c, owner, actionOf(c)),
      ),
    )
    .get(
      '/:token/people/:person/:action',
      forEither(refuse, (c, owner) => group.askFor(c, owner, memberOf(c))),
    )
    .post(
      '/:token/people/:person/:action',
      forEither(refuse, (c, owner) => group.actFor(c, owner, memberOf(c))),
    )
}

/** Creates the “Send me my link” page of each training. */
export function findRoutes(app: App) {
  const finding = createFinding(app)
  // A registered address costs two more statements, and takes a lock: more than the usual step, and more
  // than ten of them on a machine that someone keeps busy. No one waits for the page that comes then.
  const onGrid = answerOnGrid(app, { stepMs: 250 })
  return new Hono()
    .onError(answerPageError(app))
    .get('/:slug/find', finding.show)
    .post('/:slug/find', refuseOtherSites(app.config), limitBody, app.limits.each('links'), onGrid, finding.send)
}
