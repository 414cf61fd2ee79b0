import type { Language, Training } from '@training-signup/contract'
import type { Selectable } from 'kysely'
import type { AttemptTable, RegistrationGroupTable } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { createManageTokens } from '../registrations/manage-token.ts'
import type { Registration } from '../registrations/status.ts'
import { presentTraining } from '../trainings/present.ts'
import { findTraining, type StoredTraining } from '../trainings/trainings.ts'
import type { OutboxRow } from './deliver.ts'

export type Group = Selectable<RegistrationGroupTable>

/** Everything that a mail can be about, as it is at the moment of sending. */
export interface About {
  row: OutboxRow
  lang: Language
  stored: StoredTraining
  /** As visitors see it, in the language of the mail. */
  training: Training
  registration: Registration | undefined
  /** That of the registration, or the one that the mail itself is about. */
  group: Group | undefined
  attempt: Selectable<AttemptTable> | undefined
  /** Addresses that are made for this one mail. */
  links: {
    page: string
    manage: (registration: Registration) => string
    manageGroup: (group: Group) => string
  }
}

/** Nothing, where what it was about is gone. */
export async function readAbout(deps: Deps, row: OutboxRow): Promise<About | undefined> {
  const { reader } = deps.db
  const found = await reader.selectFrom('training').select('slug').where('id', '=', row.training_id).executeTakeFirst()
  const stored = found && (await findTraining(deps, found.slug))
  const one = <T extends 'registration' | 'registration_group' | 'attempt'>(table: T, id: string | null) =>
    id === null
      ? undefined
      : reader
          .selectFrom(table as 'registration')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst()
  const registration = (await one('registration', row.registration_id)) as About['registration']
  const group = (await one('registration_group', row.group_id ?? registration?.group_id ?? null)) as About['group']
  const attempt = (await one('attempt', row.attempt_id)) as About['attempt']
  if (!stored || (row.registration_id !== null && !registration)) return undefined
  const { publicUrl } = deps.config
  const { lang } = row
  const training = presentTraining(stored.row, stored.input, {
    lang,
    partners: stored.partners,
    publicUrl,
    now: deps.now(),
  })
  const tokens = createManageTokens(deps)
  const manage = (kind: 'registration' | 'group', { id, token_version }: { id: string; token_version: number }) =>
    `${publicUrl}/r/${tokens.issue({ kind, id, version: token_version })}`
  return {
    row,
    lang,
    stored,
    training,
    registration,
    group,
    attempt,
    links: {
      page: training.links.page,
      manage: (one) => manage('registration', one),
      manageGroup: (one) => manage('group', one),
    },
  }
}
