import type { ImportPreview, Language } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import type { CheckedList } from '../../api/import/read-import.ts'
import type { ImportDraft } from './import-draft.ts'

/** What the parts of the page share that shows how a list would turn out. */
export interface PreviewView {
  app: App
  lang: Language
  draft: ImportDraft
  /** Under which the list is kept. */
  token: string
  preview: ImportPreview & CheckedList
  /** Where the pages of importing are. */
  path: string
  isChanged: boolean
}

const mostShown = 60
/** A cell can hold 2,000 letters. */
export const shortened = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text)
