import { defineTag } from './define-tag.ts'

export { TrainingSignupElement } from './training-signup.ts'

defineTag()
