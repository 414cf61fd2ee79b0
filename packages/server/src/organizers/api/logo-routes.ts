import { OpenAPIHono } from '@hono/zod-openapi'
import { Logo } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../core/context.ts'
import { addLogo, logoUrl, mostBytes, refuseLogo, UnusableLogo } from '../../core/logos/logos.ts'
import { adminRoute, authorize } from '../../platform/access/admin-route.ts'
import { created, json } from '../../platform/http/api/api-route.ts'
import { readBytes, requirePlainBytes } from '../../platform/http/limits/limit-body.ts'
import { ProblemError } from '../../platform/problem.ts'

const image = { schema: { type: 'string', format: 'binary' }, example: 'the bytes of the file' } as const

const uploadPath = '/logos'

const guard = { needs: 'change-trainings' } as const

const upload = adminRoute({
  operationId: 'uploadLogo',
  ...guard,
  tags: ['Logos'],
  method: 'post',
  path: uploadPath,
  summary: 'Upload a logo, to be named by a training’s organizer or by a partner',
  description:
    'A PNG, JPEG, or WebP of at most 1 MB and 4,096 × 4,096 pixels. It is stored as a PNG that fits 480 × 160. A logo that nothing names is deleted after a day.',
  request: {
    body: { required: true, content: { 'image/png': image, 'image/jpeg': image, 'image/webp': image } },
  },
  responses: { 201: { description: 'Stored', headers: created, content: json(Logo) } },
})

export function logoUploadRoutes(app: App): OpenAPIHono {
  const routes = new OpenAPIHono()
  routes.openAPIRegistry.registerPath(upload)
  // Described above but read by hand: zod-openapi knows no such body.
  routes.post(uploadPath, authorize(guard), async (c) => {
    const id = await addLogo(app, await readImage(c)).catch((error: unknown) => {
      throw error instanceof UnusableLogo ? refuseLogo('', error) : error
    })
    const url = logoUrl(app.config, id) ?? ''
    return c.json({ logo: id, url } satisfies Logo, 201, { Location: url })
  })
  return routes
}

async function readImage(c: Context): Promise<Uint8Array> {
  if (!/^image\//i.test(c.req.header('content-type') ?? ''))
    throw new ProblemError('unsupported-media-type', { detail: 'Send the image itself, like image/png.' })
  requirePlainBytes(c)
  const bytes = await readBytes(c, mostBytes)
  if (bytes.byteLength === 0) throw new ProblemError('malformed')
  return new Uint8Array(bytes)
}
