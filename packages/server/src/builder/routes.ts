import { Hono } from 'hono'
import type { App } from '../context.ts'
import { compressPublicPages } from '../http/compress-pages.ts'
import { sendAsset } from '../pages/assets.ts'
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
