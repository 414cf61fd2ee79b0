import { Hono } from 'hono'
import type { App } from '../context.ts'
import { script } from './manifest.ts'
import { createScriptFiles } from './script-files.ts'

export function embedRoutes({ config }: Pick<App, 'config'>) {
  const files = createScriptFiles(config)
  return new Hono()
    .get(`/embed/v1/${script}`, files.current)
    .get('/embed/manifest.json', files.manifest)
    .get('/embed/:version/:file', files.release)
}
