import type { App } from '../../context.ts'
import { createPages, type Pages } from '../pages.ts'
import { addActPages } from './act-pages.ts'
import { addEditPages } from './edit-pages.ts'
import { editScript } from './edit-view.ts'
import { addNewPages } from './new-pages.ts'
import { previewScript } from './preview.ts'
import { trainingStyle } from './style.ts'

/** The pages that create, edit, publish, and end trainings. */
export function trainingPages(app: App): Pages {
  const pages = createPages(app)
  addNewPages(app, pages)
  addEditPages(app, pages)
  addActPages(app, pages)
  return pages
}

/** What these pages load. */
export const trainingAssets = [trainingStyle, editScript, previewScript]
