import { defineTag } from './define-tag.ts'
import { nextTask } from './next-task.ts'

export { TrainingSignupElement } from './training-signup.ts'

// The script of partners' pages. On a slow phone, running it and drawing the first view take long
// enough to be felt, so the page can respond in between. Bundlers may not wait at the top level, so
// define.ts, for packages, does not.
await nextTask()
defineTag()
