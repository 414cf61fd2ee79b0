import { Hono } from 'hono'
import type { App } from '../../core/context.ts'
import { script } from './manifest.ts'
import { createScriptFiles } from './script-files.ts'
import { createWordPressPlugin, pluginPath } from './wordpress-plugin.ts'

export function embedRoutes({ config, impressions }: Pick<App, 'config' | 'impressions'>) {
  const files = createScriptFiles(config)
  return new Hono()
    .get(`/embed/v1/${script}`, (c) => {
      // Browsers name the page's origin, because the snippet asks for the script across origins.
      impressions.noteScript(c.req.header('origin'), 'v1')
      return files.current(c)
    })
    .get('/embed/manifest.json', files.manifest)
    .get(pluginPath, createWordPressPlugin(config))
    .get('/embed/:version/:file', async (c) => {
      const answer = await files.release(c)
      impressions.noteScript(c.req.header('origin'), c.req.param('version'))
      return answer
    })
}
