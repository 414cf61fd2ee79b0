import type { Language } from '@training-signup/contract'
import type { Faults } from '../../platform/html/form/faults.ts'
import type { BuilderChoice } from './choice.ts'
import type { BuilderOffer } from './offer.ts'

/** What the builder shows. */
export interface BuilderView {
  /** The page's language. The form's own is part of the choice. */
  lang: Language
  offer: BuilderOffer
  choice: BuilderChoice
  faults: Faults
  /** The fields' texts as typed. They may be unusable. */
  written: Record<string, string>
  /** The paths of the builder and of its preview. */
  paths: { builder: string; preview: string }
}
