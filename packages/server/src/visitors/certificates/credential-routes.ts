import { type Context, Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { readPublicKeys } from '../../core/credit/credential-keys.ts'
import { readOrganizerDefaults } from '../../core/trainings/organizer-defaults.ts'
import { issuerAddress, issuerProfile } from '../../delivery/certificate/credential.ts'
import { ProblemError } from '../../platform/problem.ts'
import { answerPageError } from '../pages/hosted-pages.ts'

const open = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' }

/** Creates what programs read to check a credential: who issues, with which keys, and what was taken back. */
export function credentialRoutes(app: App) {
  const keys = async (c: Context) => c.json({ keys: await readPublicKeys(app) }, 200, open)
  const limit = app.limits.each('lookups')
  return new Hono()
    .onError(answerPageError(app))
    .get('/.well-known/jwks.json', limit, keys)
    .get('/credentials/keys', limit, keys)
    .get('/credentials/keys/:id', limit, async (c) => {
      const key = (await readPublicKeys(app)).find(({ kid }) => kid === c.req.param('id'))
      if (!key) throw new ProblemError('not-found')
      return c.json(key, 200, open)
    })
    .get('/credentials/issuer', limit, async (c) => {
      const { defaults } = await readOrganizerDefaults(app)
      return c.json(issuerProfile(app, defaults.organizer?.name ?? app.config.publicUrl), 200, open)
    })
    .get('/credentials/revoked', limit, async (c) => {
      // Only ids that credentials have, which no one can find without one.
      const rows = await app.db.reader
        .selectFrom('certificate')
        .select('id')
        .where('revoked_at', 'is not', null)
        .union(app.db.reader.selectFrom('ended_credential').select('id'))
        .orderBy('id')
        .execute()
      const revokedCredential = rows.map(({ id }) => ({ id: `urn:uuid:${id}`, revoked: true }))
      return c.json({ id: issuerAddress(app, 'revoked'), issuer: issuerAddress(app), revokedCredential }, 200, open)
    })
}
