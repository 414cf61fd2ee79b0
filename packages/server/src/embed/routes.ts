import { Hono } from 'hono'
import type { App } from '../context.ts'
import { script } from './manifest.ts'
import { createScriptFiles } from './script-files.ts'
import { createWordPressPlugin, pluginPath } from './wordpress-plugin.ts'

export function embedRoutes({ config }: Pick<App, 'config'>) {
  const files = createScriptFiles(config)
  return new Hono()
    .get(`/embed/v1/${script}`, files.current)
    .get('/embed/manifest.json', files.manifest)
    .get(pluginPath, createWordPressPlugin(config))
    .get('/embed/:version/:file', files.release)
}
