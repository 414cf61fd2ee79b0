import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { answerOnGrid } from '../http/answer-grid.ts'
import { limitBody } from '../http/limit-body.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { ProblemError } from '../problem.ts'
import { answerManageError } from './answers.ts'
import { createFinding } from './finding.ts'
import { createGroupPlace } from './group-registration.ts'
import { createHolders, type GroupHolder } from './holder.ts'
import { createOwnPlace } from './own-registration.ts'
import { createSupervising } from './supervisor-page.ts'
import { createPassing } from './transfer-page.ts'
import { createVerifying } from './verify-page.ts'

/** The pages on which people see and change their registrations: who has the link may. */
export function manageRoutes(deps: Deps) {
  const find = createHolders(deps)
  const own = createOwnPlace(deps)
  const group = createGroupPlace(deps)
  const passing = createPassing(deps)
  const supervising = createSupervising(deps)
  const verifying = createVerifying(deps)
  const deedOf = (c: Context) => c.req.param('deed') ?? ''
  const memberOf = (c: Context) => ({ id: c.req.param('person') ?? '', deed: deedOf(c) })
  const findGroup = async (c: Context): Promise<GroupHolder> => {
    const holder = await find(c)
    if (holder.kind !== 'group') throw new ProblemError('not-found')
    return holder
  }
  return new Hono()
    .onError(answerManageError(deps))
    .use(limitBody, deps.limits.each('lookups'))
    .post('/:token/pass', deps.limits.each('links'))
    .get('/pass/:token', passing.show)
    .post('/pass/:token', passing.take)
    .get('/confirm/:token', supervising.show)
    .get('/confirm/:token/:answer', supervising.showQuestion)
    .post('/confirm/:token/:answer', supervising.answer)
    .get('/verify/:token', verifying.show)
    .post('/verify/:token', answerOnGrid(deps), verifying.act)
    .get('/:token', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.show(c, holder) : own.show(c, holder)
    })
    .get('/:token/:deed', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.ask(c, holder, deedOf(c)) : own.ask(c, holder, deedOf(c))
    })
    .post('/:token/:deed', async (c) => {
      const holder = await find(c)
      return holder.kind === 'group' ? group.act(c, holder, deedOf(c)) : own.act(c, holder, deedOf(c))
    })
    .get('/:token/people/:person/:deed', async (c) => group.askFor(c, await findGroup(c), memberOf(c)))
    .post('/:token/people/:person/:deed', async (c) => group.actFor(c, await findGroup(c), memberOf(c)))
}

/** “Send me my link”, beside each training's page. */
export function findRoutes(deps: Deps) {
  const finding = createFinding(deps)
  // A registered address costs two statements more, on a busy machine more than the usual step.
  const onGrid = answerOnGrid(deps, { stepMs: 50 })
  return new Hono()
    .onError(answerPageError(deps))
    .get('/:slug/find', finding.show)
    .post('/:slug/find', limitBody, deps.limits.each('links'), onGrid, finding.send)
}
