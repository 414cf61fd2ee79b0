import { type Context, Hono } from 'hono'
import type { App } from '../context.ts'
import { answerOnGrid } from '../http/answer-grid.ts'
import { limitBody } from '../http/limit-body.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { ProblemError } from '../problem.ts'
import { answerManageError } from './answers.ts'
import { createFinding } from './finding.ts'
import { createGroupRegistration } from './group-registration.ts'
import { createLinkOwners, type GroupOwner } from './link-owner.ts'
import { createOwnRegistration } from './own-registration.ts'
import { createSupervising } from './supervisor-page.ts'
import { createTransferPage } from './transfer-page.ts'
import { createVerifying } from './verify-page.ts'

/**
 * Creates the pages where people see and change their registrations. The link alone gives access.
 */
export function manageRoutes(app: App) {
  const find = createLinkOwners(app)
  const own = createOwnRegistration(app)
  const group = createGroupRegistration(app)
  const transfer = createTransferPage(app)
  const supervising = createSupervising(app)
  const verifying = createVerifying(app)
  const actionOf = (c: Context) => c.req.param('action') ?? ''
  const memberOf = (c: Context) => ({ id: c.req.param('person') ?? '', action: actionOf(c) })
  const findGroup = async (c: Context): Promise<GroupOwner> => {
    const owner = await find(c)
    if (owner.kind !== 'group') throw new ProblemError('not-found')
    return owner
  }
  return new Hono()
    .onError(answerManageError(app))
    .use(limitBody, app.limits.each('lookups'))
    .post('/:token/pass', app.limits.each('links'))
    .get('/pass/:token', transfer.show)
    .post('/pass/:token', transfer.take)
    .get('/confirm/:token', supervising.show)
    .get('/confirm/:token/:answer', supervising.showQuestion)
    .post('/confirm/:token/:answer', supervising.answer)
    .get('/verify/:token', verifying.show)
    .post('/verify/:token', answerOnGrid(app), verifying.act)
    .get('/:token', async (c) => {
      const owner = await find(c)
      return owner.kind === 'group' ? group.show(c, owner) : own.show(c, owner)
    })
    .get('/:token/:action', async (c) => {
      const owner = await find(c)
      return owner.kind === 'group' ? group.ask(c, owner, actionOf(c)) : own.ask(c, owner, actionOf(c))
    })
    .post('/:token/:action', async (c) => {
      const owner = await find(c)
      return owner.kind === 'group' ? group.act(c, owner, actionOf(c)) : own.act(c, owner, actionOf(c))
    })
    .get('/:token/people/:person/:action', async (c) => group.askFor(c, await findGroup(c), memberOf(c)))
    .post('/:token/people/:person/:action', async (c) => group.actFor(c, await findGroup(c), memberOf(c)))
}

/** Creates the “Send me my link” page of each training. */
export function findRoutes(app: App) {
  const finding = createFinding(app)
  // A registered address costs two more statements, which take longer than the usual step on a busy
  // machine.
  const onGrid = answerOnGrid(app, { stepMs: 50 })
  return new Hono()
    .onError(answerPageError(app))
    .get('/:slug/find', finding.show)
    .post('/:slug/find', limitBody, app.limits.each('links'), onGrid, finding.send)
}
