// Finds imports that point upwards. To understand a folder, it is enough to know the layers below
// it.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

export interface Layers {
  source: string
  /**
   * From top to bottom: folders, `.` for the files next to them, and files or folders in another
   * layer than the folder they are in. A layer may import only from layers below it, types included.
   */
  order: string[]
}

/** What the server registers people with: no routes, no HTML, and no text of an email. */
export const coreOrder = [
  'context.ts',
  'sign-up',
  'erasing',
  'credit',
  'evaluation',
  'attendance',
  'alerts',
  'pending-sign-ups',
  'messages',
  'registrations',
  'seats',
  'proof',
  'webhooks',
  'outbox',
  'partners',
  'trainings',
  'logos',
  'people',
]

/** A file belongs to the wing whose people or programs ask for it. */
export const serverLayers: Layers = {
  source: 'packages/server/src',
  order: [
    'testing',
    'start',
    'demo',
    'organizers',
    'visitors',
    'delivery',
    ...coreOrder.map((part) => `core/${part}`),
    'platform',
    'words',
  ],
}

export const widgetLayers: Layers = {
  source: 'packages/widget/src',
  order: [
    'testing',
    '.',
    'signup',
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
    'events.ts',
    'in-view.ts',
    'next-task.ts',
  ],
}

const isTest = (file: string) => file.endsWith('.test.ts')
const imported = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/**
 * Returns one line per import that points upwards and per folder without a layer. Tests may import
 * anything.
 */
export function layerFaults(root: string, { source, order }: Layers): string[] {
  const layerOf = (file: string) => {
    const parts = file.split('/')
    const paths = parts.map((_, at) => parts.slice(0, parts.length - at).join('/'))
    return paths.find((path) => order.includes(path)) ?? posix.dirname(file)
  }
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
