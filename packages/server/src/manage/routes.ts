import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerOnGrid } from '../http/answer-grid.ts'
import { limitBody } from '../http/limit-body.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { ProblemError } from '../problem.ts'
import { answerManageError } from './answers.ts'
import { createFinding } from './finding.ts'
import { createGroupRegistration } from './group-registration.ts'
import { createHolders, type GroupHolder } from './holder.ts'
import { createOwnRegistration } from './own-registration.ts'
import { createSupervising } from './supervisor-page.ts'
import { createTransferPage } from './transfer-page.ts'
import { createVerifying } from './verify-page.ts'

/**
 * Creates the pages where people see and change their registrations. The link alone gives access.
 */
export function manageRoutes(deps: Deps) {
  const find = createHolders(deps)
  const own = createOwnRegistration(deps)
  const group = createGroupRegistration(deps)
  const transfer = createTransferPage(deps)
  const supervising = createSupervising(deps)
  const verifying = createVerifying(deps)
  const actionOf = (c: Context) => c.req.param('action') ?? ''
  const memberOf = (c: Context) => ({ id: c.req.param('person') ?? '', action: actionOf(c) })
  const findGroup = async (c: Context): Promise<GroupHolder> => {
    const holder = await find(c)
    if (holder.kind !== 'group') throw new ProblemError('not-found')
    return holder
  }
  return new Hono()
    .onError(answerManageError(deps))
    .use(limitBody, deps.limits.each('lookups'))
    .post('/:token/pass', deps.limits.each('links'))
    .get('/pass/:token', transfer.show)
    .post('/pass/:token', transfer.take)
    .get('/confirm/:token', supervising.show)
    .get('/confirm/:token/:answer', supervising.showQuestion)
    .post('/confirm/:token/:answer', supervising.answer)
    .get('/verify/:token', verifying.show)
    .post('/verify/:token', answerOnGrid(deps), verifying.act)
    .get('/:token', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.show(c, holder) : own.show(c, holder)
    })
    .get('/:token/:action', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.ask(c, holder, actionOf(c)) : own.ask(c, holder, actionOf(c))
    })
    .post('/:token/:action', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.act(c, holder, actionOf(c)) : own.act(c, holder, actionOf(c))
    })
    .get('/:token/people/:person/:action', async (c) => group.askFor(c, await findGroup(c), memberOf(c)))
    .post('/:token/people/:person/:action', async (c) => group.actFor(c, await findGroup(c), memberOf(c)))
}

/** Creates the “Send me my link” page of each training. */
export function findRoutes(deps: Deps) {
  const finding = createFinding(deps)
  // A registered address costs two more statements, which take longer than the usual step on a busy
  // machine.
  const onGrid = answerOnGrid(deps, { stepMs: 50 })
  return new Hono()
    .onError(answerPageError(deps))
    .get('/:slug/find', finding.show)
    .post('/:slug/find', limitBody, deps.limits.each('links'), onGrid, finding.send)
}
