import type { CreditStanding } from '@training-signup/contract'
import { findCertificate, presentCertificate } from '../../../core/credit/certificates.ts'
import { readSerial } from '../../../core/credit/serial.ts'
import type { CertificateRow, Standing } from '../../../core/credit/standings.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'

export const presentStanding = (
  slug: string,
  standing: Standing,
  asked: ReadonlyMap<string, string>,
): CreditStanding => {
  const { registration, taken, minutes, scheduled, grant, certificate, takenBack } = standing
  return {
    registration: registration.id,
    profile: taken.id,
    minutes,
    scheduled,
    hours: grant.hours ?? null,
    missing: (grant.missing ?? []).map(({ kind, minutes: short }) => ({ kind, ...(short && { minutes: short }) })),
    certificate: certificate ? presentCertificate(certificate, slug) : null,
    takenBack: takenBack ? presentCertificate(takenBack, slug) : null,
    askedAt: asked.get(registration.id) ?? null,
  }
}

export const cursorOf = ({ registration, taken }: Standing): string => `${registration.id}.${taken.id}`

/**
 * Returns a certificate of a training by its number.
 * @throws {ProblemError} `not-found`
 */
export async function certificateOf(system: System, trainingId: string, serial: string): Promise<CertificateRow> {
  const row = await findCertificate(system.db.reader, readSerial(serial) ?? '')
  if (row.training_id !== trainingId) throw new ProblemError('not-found')
  return row
}
