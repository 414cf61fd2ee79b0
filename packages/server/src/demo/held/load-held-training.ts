import type { TrainingInput } from '@training-signup/contract'
import { Temporal } from 'temporal-polyfill'
import type { App } from '../../core/context.ts'
import { createManageTokens, haveLinksEnded } from '../../core/registrations/manage-token.ts'
import { heldPeople } from './held-people.ts'
import { heldDay, heldSlug } from './held-training.ts'
import { holdTraining } from './hold-training.ts'

/**
 * Holds a training of the past, unless one was held whose links are still good.
 * @param like the training that it is like
 * @param account of the organizer who was there
 * @returns the page of someone who came, unless they were erased
 */
export async function loadHeldTraining(
  app: App,
  like: TrainingInput,
  account: string | undefined,
): Promise<string | undefined> {
  const weekday = Temporal.PlainDateTime.from(like.start).dayOfWeek
  const day = heldDay(weekday, app.now().toISOString().slice(0, 10))
  const last = await findLast(app)
  if (!last || haveLinksEnded(last, app.now())) await holdTraining(app, { day, like, account })
  return linkOfFirst(app, (await findLast(app))?.id)
}

const findLast = ({ db }: App) =>
  db.reader
    .selectFrom('training')
    .select(['id', 'ends_at'])
    .where('slug', 'like', heldSlug('____-__-__'))
    .orderBy('ends_at', 'desc')
    .limit(1)
    .executeTakeFirst()

async function linkOfFirst(app: App, trainingId = ''): Promise<string | undefined> {
  const person = await app.db.reader
    .selectFrom('registration')
    .select(['id', 'token_version'])
    .where('training_id', '=', trainingId)
    .where('email', '=', heldPeople[0]!.email)
    .executeTakeFirst()
  if (!person) return undefined
  const token = createManageTokens(app).issue({ kind: 'registration', id: person.id, version: person.token_version })
  return `${app.config.publicUrl}/r/${token}`
}
