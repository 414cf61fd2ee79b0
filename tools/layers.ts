// Finds imports that point upwards. To understand a folder, it is enough to know the layers below
// it.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

export interface Layers {
  source: string
  /**
   * From top to bottom: folders, `.` for the files next to them, and files in another layer than
   * their folder. A layer may import only from layers below it, types included.
   */
  order: string[]
}

export const serverLayers: Layers = {
  source: 'packages/server/src',
  order: [
    'testing',
    '.',
    'admin',
    'jobs',
    'exports',
    'organizers',
    'builder',
    'api-reference',
    'inbox',
    'manage',
    'erasing',
    'pages',
    'embed',
    'context.ts',
    'sign-up',
    'accounts',
    'mail',
    'alerts',
    'verification',
    'messages',
    'registrations',
    'webhooks',
    'outbox',
    'partners',
    'trainings',
    'logos',
    'people',
    'access',
    'audit',
    'http',
    'ops',
    'words',
    'system.ts',
    'outgoing-mail.ts',
    'steady-clock.ts',
    'db',
    'config.ts',
    'rate-limits.ts',
    'problem.ts',
  ],
}

export const widgetLayers: Layers = {
  source: 'packages/widget/src',
  order: [
    'testing',
    '.',
    'result',
    'choose',
    'steps.ts',
    'code',
    'group',
    'form',
    'views',
    'styles',
    'language.ts',
    'words.ts',
    'api.ts',
  ],
}

const isTest = (file: string) => file.endsWith('.test.ts')
const imported = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/**
 * Returns one line per import that points upwards and per folder without a layer. Tests may import
 * anything.
 */
export function layerFaults(root: string, { source, order }: Layers): string[] {
  // Only app.ts and organizers-api.ts mount routes, so they stand at the top, wherever their
  // feature is.
  const isRoutes = (file: string) => /(^|\/|-)routes\.ts$/.test(file)
  const layerOf = (file: string) =>
    (order.includes(file) ? file : isRoutes(file) ? '.' : /^[^/]+(?=\/)/.exec(file)?.[0]) ?? '.'
  const files = globSync('**/*.ts', { cwd: join(root, source) }).filter((file) => !isTest(file))
  const unlisted = new Set(files.map(layerOf).filter((layer) => !order.includes(layer)))
  const arrows = files.toSorted().flatMap((file) => {
    const text = readFileSync(join(root, source, file), 'utf8')
    return [...text.matchAll(imported)].flatMap(([, path = '']) => {
      const target = posix.join(dirname(file), path)
      const [from, to] = [file, target].map((one) => layerOf(one)) as [string, string]
      const isUpward = order.includes(to) && order.indexOf(to) < order.indexOf(from)
      return isUpward ? [`${file} → ${target}: ${nameOf(to)} stands above ${nameOf(from)}`] : []
    })
  })
  return [...[...unlisted].map((layer) => `${source}/${layer}: list this folder among the layers.`), ...arrows]
}

const nameOf = (layer: string) => (layer === '.' ? 'the top level' : layer.endsWith('.ts') ? layer : `${layer}/`)
