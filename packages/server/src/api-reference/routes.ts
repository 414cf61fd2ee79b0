import { Hono } from 'hono'
import { basePath, type Config } from '../config.ts'
import { sendAsset } from '../pages/assets.ts'
import { answerPage } from '../pages/layout.ts'
import { ProblemError } from '../problem.ts'
import type { Document } from './document.ts'
import { referencePages, styleSheet } from './reference-pages.ts'

/** Serves the API's description for people to read. It is made from the same document as `/openapi.json`. */
export function referenceRoutes(config: Config, describe: () => string): Hono {
  let pages: ReturnType<typeof referencePages> | undefined
  const pageAt = (part: string) => {
    pages ??= referencePages(JSON.parse(describe()) as Document, config, basePath(config))
    const page = pages.get(part)
    if (!page) throw new ProblemError('not-found')
    return page
  }
  return new Hono()
    .get(`/assets/${styleSheet.name}`, sendAsset(styleSheet))
    .get('/docs', (c) => answerPage(c, config, pageAt('')))
    .get('/docs/:part', (c) => answerPage(c, config, pageAt(c.req.param('part'))))
}
