import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { logoUrl } from '../../../core/logos/logos.ts'
import type { Config } from '../../../platform/config.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import { address, color, type Item, line, lines, must, picture } from '../../../platform/html/form/items.ts'
import { type ItemsForm, itemsSummary, itemsView, labelOf } from '../../../platform/html/form/items-view.ts'
import { type Typed, textIn } from '../../../platform/html/form/typed.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { bothView } from '../sent-forms/both-view.ts'
import type { Edits } from '../sent-forms/merge-edits.ts'

const words = 'admin.partners.'

/** What the form of a partner sets. Its short name can be chosen once. */
export const partnerItems: readonly Item[] = [
  line('name', must),
  address('url'),
  lines('origins', { isAlways: true, rows: 3 }),
  picture('logo'),
  color('accent'),
]
export const newPartnerItems: readonly Item[] = [line('name', must), line('slug', must), ...partnerItems.slice(1)]

interface PartnerFormView {
  edits: Edits<Typed>
  faults: Faults
  /** Of a partner that is there. */
  slug?: string
}

/** Renders the form of a partner. */
export function partnerForm(config: Config, lang: Language, { edits, faults, slug }: PartnerFormView): Html {
  const items = slug === undefined ? newPartnerItems : partnerItems
  const pictureUrl = logoUrl(config, textIn(edits.typed, 'logo'))
  const form: ItemsForm = { lang, words, items, typed: edits.typed, faults, pictureUrl }
  // What was not saved is said far below the top of the page.
  const path = adminPath(config, slug === undefined ? '/partners/new' : `/partners/${slug}#about`)
  const both = bothView(lang, edits, { labelOf: (name) => labelOf(lang, `${words}${name}`) })
  return html`<form class="card" method="post" action="${path}" enctype="multipart/form-data" novalidate>
${itemsSummary(form)}${slug === undefined ? '' : both}
${itemsView(form)}
<p><button class="button primary">${say(lang, slug === undefined ? 'admin.partners.add' : 'admin.partners.save')}</button></p></form>`
}
