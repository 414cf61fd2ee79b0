import { importLimits } from '@training-signup/contract'
import type { TestApp } from '../servers/test-app.ts'
import { about, type Case, cancelled, changed, withdrawn } from './asked.ts'
import { training } from './states.ts'

const list = 'Name,Email\nAda Reyes,ada@kcpd.example'
const tooLong = 'x'.repeat(2 * importLimits.bytes)
const inBase64 = (text: string) => Buffer.from(text).toString('base64')
const previewed = async (running: TestApp) => {
  const { slug } = await training(running)
  const { tag } = (await running.admin('POST', `/trainings/${slug}/import/preview`, { text: list })).body
  return { slug, tag: tag as string }
}

/** Adding people from a list. */
export const importCases: Record<string, Case> = {
  previewImport: {
    good: [
      about(training, () => ({ body: { text: list } })),
      about(training, () => ({ body: { file: inBase64(list) } })),
    ],
    refused: {
      'training-cancelled': about(changed(training, cancelled), () => ({ body: { text: list } })),
      'training-withdrawn': about(changed(training, withdrawn), () => ({ body: { text: list } })),
      'too-large': about(training, () => ({ body: { text: tooLong } })),
    },
  },
  importPeople: {
    good: [about(previewed, ({ tag }) => ({ body: { text: list, tag } }))],
    refused: {
      'precondition-failed': about(training, () => ({ body: { text: list, tag: 'another' } })),
      'too-large': about(training, () => ({ body: { text: tooLong, tag: '' } })),
      'training-cancelled': about(changed(previewed, cancelled), ({ tag }) => ({ body: { text: list, tag } })),
      'training-withdrawn': about(changed(previewed, withdrawn), ({ tag }) => ({ body: { text: list, tag } })),
    },
  },
}
