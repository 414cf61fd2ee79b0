import type { App } from '../../../core/context.ts'
import { createPages, type Pages } from '../pages.ts'
import { addActPages } from './act-pages.ts'
import { addEditPages } from './edit-pages.ts'
import { addNewPages } from './new-pages.ts'

/** The pages that create, edit, publish, and end trainings. */
export function trainingPages(app: App): Pages {
  const pages = createPages(app)
  addNewPages(app, pages)
  addEditPages(app, pages)
  addActPages(app, pages)
  return pages
}
