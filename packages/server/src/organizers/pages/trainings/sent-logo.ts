import type { Language } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { addLogo, refuseLogo, UnusableLogo } from '../../../core/logos/logos.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import type { Item } from '../../../platform/html/form/items.ts'
import type { SentFields } from '../../../platform/html/form/sent-fields.ts'
import type { Typed } from '../../../platform/html/form/typed.ts'
import { placeFaults } from './draft.ts'

const name = 'organizer.logo'

/** Stores a logo that was chosen, and returns the fields with its id, or with what is wrong with it. */
export async function takeLogo(
  app: App,
  form: SentFields,
  typed: Typed,
  { lang, items }: { lang: Language; items: readonly Item[] },
): Promise<{ typed: Typed; faults?: Faults }> {
  if (form.has(`${name}.remove`)) return { typed: { ...typed, [name]: '' } }
  const file = form.file(`${name}.file`)
  if (!file) return { typed }
  try {
    return { typed: { ...typed, [name]: await addLogo(app, new Uint8Array(await file.arrayBuffer())) } }
  } catch (error) {
    if (!(error instanceof UnusableLogo)) throw error
    const { errors = [] } = refuseLogo('/organizer/logo', error).problem
    return { typed, faults: placeFaults(errors, typed, lang, items) }
  }
}
