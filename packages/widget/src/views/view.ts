import type { TrainingAnswer } from '@training-signup/contract'
import type { Say } from '../words.ts'
import type { LinkTo } from './link.ts'

/** What every view gets. A view fetches nothing and looks nothing up elsewhere. */
export interface View {
  data: TrainingAnswer
  say: Say
  linkTo: LinkTo
}
