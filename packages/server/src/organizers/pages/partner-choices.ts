import type { Language } from '@training-signup/contract'
import type { PartnerChoices } from '../../core/partners/partner-choices.ts'
import type { Offered } from '../../platform/html/form/items-view.ts'
import { say } from '../../words/admin.ts'

/**
 * Returns partners to choose from. Where there are more than a list can hold, the short name of any
 * can be typed.
 * @param none what choosing none is called
 */
export const partnerChoices = (
  lang: Language,
  { partners, hasMore }: PartnerChoices,
  none: string,
): Required<Offered> => ({
  options: [{ value: '', label: none }, ...partners.map(({ slug, name }) => ({ value: slug, label: name }))],
  hasMore,
  hint: hasMore ? say(lang, 'admin.partners.typed') : undefined,
})
