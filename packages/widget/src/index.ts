export { ProblemEvent, ReadyEvent, RegisteredEvent, StartEvent } from './events.ts'
export { TrainingSignupElement } from './training-signup.ts'
