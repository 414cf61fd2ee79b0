import { OpenAPIHono, z } from '@hono/zod-openapi'
import {
  Certificate,
  CertificatesInput,
  CertificatesIssued,
  CreditStandingList,
  LicenseInput,
  language,
  PeopleAsked,
  slug,
} from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { askForMissing, readAsked } from '../../../core/credit/ask-missing.ts'
import {
  findCertificate,
  issueCertificates,
  presentCertificate,
  replaceCertificate,
  revokeCertificate,
} from '../../../core/credit/certificates.ts'
import { enterLicense } from '../../../core/credit/licenses.ts'
import { readStandings } from '../../../core/credit/standings.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import { adminRoute } from '../../../platform/access/admin-route.ts'
import { actingAs, callerOf } from '../../../platform/access/caller.ts'
import { refuseInvalidInput } from '../../../platform/http/api/answer-problem.ts'
import { json, jsonBody } from '../../../platform/http/api/api-route.ts'
import { pagedByText, unknownCursor } from '../../../platform/http/api/paging.ts'
import { openCertificateZip } from '../../files/certificate-zip.ts'
import { fileTypes } from '../../files/files.ts'
import { openRegistrarFile } from '../../files/registrar-file.ts'
import { sendFile } from '../../files/send-file.ts'
import { certificateOf, cursorOf, presentStanding } from './standing-list.ts'

const admin = { tags: ['Credit'], of: 'training' as const }
const params = z.object({ slug })
const oneOf = params.extend({ serial: z.string().max(40) })

const registrar = {
  ...admin,
  needs: 'export-people' as const,
  refusals: ['not-found'] as const,
  method: 'get' as const,
  description: 'License numbers also need the right to read sensitive answers.',
  request: {
    params: params.extend({ profile: z.uuid() }),
    query: z.strictObject({ lang: language.default('en').meta({ description: 'The language of headings' }) }),
  },
}

const routesOf = {
  list: adminRoute({
    operationId: 'listCreditStandings',
    needs: 'read-people',
    ...admin,
    method: 'get',
    path: '/trainings/{slug}/standings',
    summary: 'What everyone who came gets, or what is missing, by last name',
    request: { params, query: z.strictObject(pagedByText(200)) },
    responses: { 200: { description: 'The standings', content: json(CreditStandingList) } },
  }),
  issue: adminRoute({
    operationId: 'issueCertificates',
    needs: 'change-people',
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/certificates',
    summary: 'Issue every certificate that is ready, with an email each. Nothing is issued twice',
    request: { params, body: jsonBody(CertificatesInput) },
    responses: { 200: { description: 'How many', content: json(CertificatesIssued) } },
  }),
  ask: adminRoute({
    operationId: 'askForMissing',
    needs: 'send-messages',
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/standings/ask',
    summary: 'Email everyone who can do something about what is missing for their certificate',
    description: 'No one is asked again within 7 days. Time can’t be asked for',
    request: { params },
    responses: { 200: { description: 'How many', content: json(PeopleAsked) } },
  }),
  license: adminRoute({
    operationId: 'enterLicense',
    needs: 'read-sensitive',
    tags: ['Credit'],
    of: 'registration',
    refusals: ['not-found'],
    method: 'put',
    path: '/registrations/{id}/license',
    summary: 'Enter a person’s license number, also where the form of the training asks for none',
    description: 'Where their certificate has another number, it is replaced once the day is closed',
    request: { params: z.object({ id: z.uuid() }), body: jsonBody(LicenseInput) },
    responses: { 204: { description: 'Stored' } },
  }),
  zip: adminRoute({
    operationId: 'exportCertificates',
    needs: 'export-people',
    ...admin,
    method: 'get',
    path: '/trainings/{slug}/certificates.zip',
    summary: 'The valid certificates of a training, as PDFs',
    request: { params },
    responses: {
      200: { description: 'A ZIP file', content: { 'application/zip': { schema: z.string(), example: 'PK…' } } },
    },
  }),
  csv: adminRoute({
    ...registrar,
    operationId: 'exportCredit',
    path: '/trainings/{slug}/credit/{profile}/registrar.csv',
    summary: 'Who has a valid certificate of a profile, as printed, with the columns that the profile says',
    responses: {
      200: {
        description: 'UTF-8 with a byte order mark. Cells that look like formulas are escaped',
        content: { 'text/csv': { schema: z.string(), example: 'last name,first name\r\nReyes,Ada\r\n' } },
      },
    },
  }),
  xlsx: adminRoute({
    ...registrar,
    operationId: 'exportCreditWorkbook',
    path: '/trainings/{slug}/credit/{profile}/registrar.xlsx',
    summary: 'The same as a workbook, where license numbers keep their zeros',
    responses: {
      200: { description: 'A workbook', content: { [fileTypes.xlsx]: { schema: z.string(), example: 'PK…' } } },
    },
  }),
  revoke: adminRoute({
    operationId: 'revokeCertificate',
    needs: 'change-people',
    refusals: ['wrong-status'],
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/certificates/{serial}/revoke',
    summary: 'Take back a certificate. Its number goes on to say so',
    request: { params: oneOf },
    responses: { 200: { description: 'The certificate', content: json(Certificate) } },
  }),
  replace: adminRoute({
    operationId: 'replaceCertificate',
    needs: 'change-people',
    refusals: ['wrong-status'],
    ...admin,
    method: 'post',
    path: '/trainings/{slug}/certificates/{serial}/replace',
    summary: 'Replace a certificate by one that says what is true now, with an email',
    request: { params: oneOf },
    responses: { 200: { description: 'The new certificate', content: json(Certificate) } },
  }),
}

/** Creates the routes of who gets what, and of certificates. */
export function certificateRoutes(app: App) {
  const routes = new OpenAPIHono({ defaultHook: refuseInvalidInput })
  routes.openapi(routesOf.list, async (c) => {
    const { slug: name } = c.req.valid('param')
    const { limit, cursor } = c.req.valid('query')
    const id = await trainingIdOf(app, name)
    const all = await readStandings(app, id, callerOf(c).scope)
    const asked = await readAsked(app.db.reader, id)
    const start = cursor === undefined ? 0 : all.findIndex((one) => cursorOf(one) === cursor) + 1
    if (cursor !== undefined && start === 0) throw unknownCursor()
    const shown = all.slice(start, start + limit)
    const last = shown.at(-1)
    const nextCursor = last && all.length > start + limit ? cursorOf(last) : null
    return c.json({ standings: shown.map((one) => presentStanding(name, one, asked)), nextCursor }, 200)
  })
  routes.openapi(routesOf.issue, async (c) => {
    const { registrations: only, renews } = c.req.valid('json')
    const id = await trainingIdOf(app, c.req.valid('param').slug)
    return c.json(
      await issueCertificates(app, id, { ...(only && { only }), ...(renews && { renews: 'all' as const }) }),
      200,
    )
  })
  routes.openapi(routesOf.zip, async (c) => {
    const { slug: name } = c.req.valid('param')
    const id = await trainingIdOf(app, name)
    return sendFile(app, c, openCertificateZip(app, callerOf(c).scope, { id, slug: name }))
  })
  routes.openapi(routesOf.csv, async (c) => {
    const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
    return sendFile(app, c, await openRegistrarFile(app, callerOf(c), 'csv', asked))
  })
  routes.openapi(routesOf.xlsx, async (c) => {
    const asked = { ...c.req.valid('param'), ...c.req.valid('query') }
    return sendFile(app, c, await openRegistrarFile(app, callerOf(c), 'xlsx', asked))
  })
  changingRoutes(app, routes)
  return routes
}

function changingRoutes(app: App, routes: OpenAPIHono): void {
  routes.openapi(routesOf.ask, async (c) => c.json({ asked: await askForMissing(app, c.req.valid('param').slug) }, 200))
  routes.openapi(routesOf.license, async (c) => {
    const { number } = c.req.valid('json')
    await enterLicense(actingAs(app, callerOf(c)), c.req.valid('param').id, { number, by: 'organizer' })
    return c.body(null, 204)
  })
  routes.openapi(routesOf.revoke, async (c) => {
    const { slug: name, serial } = c.req.valid('param')
    const row = await certificateOf(app, await trainingIdOf(app, name), serial)
    await revokeCertificate(app, row.serial)
    return c.json(presentCertificate(await findCertificate(app.db.reader, row.serial), name), 200)
  })
  routes.openapi(routesOf.replace, async (c) => {
    const { slug: name, serial } = c.req.valid('param')
    const row = await certificateOf(app, await trainingIdOf(app, name), serial)
    const next = await replaceCertificate(app, row.serial)
    return c.json(presentCertificate(await findCertificate(app.db.reader, next), name), 200)
  })
}
