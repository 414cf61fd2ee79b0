import { Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { sendAsset } from '../../platform/html/assets.ts'
import { compressPublicPages } from '../../platform/http/compress-pages.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { assets, createBuilder } from './builder.ts'

export function builderRoutes(context: App) {
  const builder = createBuilder(context)
  const costing = context.limits.eachByCost('pages')
  const app = new Hono()
    .onError(answerPageError(context))
    .get('/embed', costing, compressPublicPages, builder.build)
    .get('/embed/preview', costing, compressPublicPages, builder.preview)
  for (const asset of Object.values(assets)) app.get(`/assets/${asset.name}`, sendAsset(asset))
  return app
}
