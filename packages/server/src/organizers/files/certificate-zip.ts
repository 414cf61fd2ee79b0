import { setImmediate as pause } from 'node:timers/promises'
import { validWithin } from '../../core/credit/valid-certificates.ts'
import { openCertificate } from '../../delivery/certificate/draw-certificate.ts'
import type { Scope } from '../../platform/access/caller.ts'
import type { System } from '../../platform/system.ts'
import type { SentFile } from './files.ts'

const readAtOnce = 50

/** Opens the valid certificates of a training as PDFs in one file. Their names say a number, and no person. */
export const openCertificateZip = (system: System, scope: Scope, training: { id: string; slug: string }): SentFile => ({
  name: `certificates-${training.slug}.zip`,
  type: 'application/zip',
  body: zipOf(system, scope, training.id),
})

/** Draws one certificate after another, so that memory does not grow with their number. */
async function* zipOf(system: System, scope: Scope, trainingId: string): AsyncGenerator<Uint8Array> {
  const { Zip, ZipPassThrough } = await import('fflate')
  let made: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    made.push(chunk)
  })
  const take = () => made.splice(0)
  for await (const row of validRows(system, scope, trainingId)) {
    const file = new ZipPassThrough(`certificate-${row.issued_at.slice(0, 10)}-${row.serial}.pdf`)
    zip.add(file)
    for await (const part of await openCertificate(system, row)) file.push(Uint8Array.from(part))
    file.push(new Uint8Array(), true)
    yield* take()
    await pause()
  }
  zip.end()
  yield* take()
  made = []
}

async function* validRows({ db }: System, scope: Scope, trainingId: string) {
  for (let after = ''; ; ) {
    const rows = await validWithin(db.reader, scope, trainingId)
      .selectAll('certificate')
      .where('certificate.id', '>', after)
      .orderBy('certificate.id')
      .limit(readAtOnce)
      .execute()
    yield* rows
    if (rows.length < readAtOnce) return
    after = rows.at(-1)?.id ?? ''
  }
}
