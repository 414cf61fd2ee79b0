import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import type { CertificateContent } from './certificate-content.ts'
import { contentOf } from './profiles.ts'
import type { TakenProfile } from './training-credits.ts'

/**
 * Returns the profiles that a training no longer takes, while someone has a certificate of them: with the approval
 * that was printed.
 */
export async function readFormerProfiles(db: Kysely<Tables>, trainingId: string): Promise<TakenProfile[]> {
  const rows = await db
    .selectFrom('certificate')
    .innerJoin('credit_profile', 'credit_profile.id', 'profile_id')
    .select(['credit_profile.id', 'credit_profile.content', 'certificate.content as printed'])
    .where('certificate.training_id', '=', trainingId)
    .where('valid_for', 'is not', null)
    .where('profile_id', 'not in', (one) =>
      one.selectFrom('training_credit').select('profile_id').where('training_id', '=', trainingId),
    )
    .execute()
  const ofEach = new Map(rows.map((row) => [row.id, row]))
  return [...ofEach.values()].map(({ id, printed, ...row }) => {
    const { approval } = JSON.parse(printed) as CertificateContent
    const given = approval === undefined ? 'none' : 'confirmed'
    return { id, profile: contentOf(row), approval: given, number: approval, roles: [] }
  })
}
