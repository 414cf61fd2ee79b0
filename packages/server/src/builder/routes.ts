import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { sendAsset } from '../pages/assets.ts'
import { answerPageError } from '../pages/hosted-pages.ts'
import { assets, createBuilder } from './builder.ts'

export function builderRoutes(deps: Deps) {
  const builder = createBuilder(deps)
  const app = new Hono()
    .onError(answerPageError(deps))
    .get('/embed', builder.build)
    .get('/embed/preview', builder.preview)
  for (const asset of Object.values(assets)) app.get(`/assets/${asset.name}`, sendAsset(asset))
  return app
}
