import type { Language } from '@training-signup/contract'
import type { App } from '../../../core/context.ts'
import { addLogo, mostBytes, refuseLogo, UnusableLogo } from '../../../core/logos/logos.ts'
import type { Faults } from '../../../platform/html/form/faults.ts'
import type { Typed } from '../../../platform/html/form/typed.ts'
import type { SentFields } from '../pages.ts'
import { sentenceOf } from '../trainings/draft.ts'

/** How large a form with a picture may be. */
export const pictureForm = { mostBytes: mostBytes + 1024 * 1024 }

/**
 * Stores a picture that was chosen in a form, and returns the fields with its id, or what is wrong
 * with it. Like that of the API, it is decoded apart and stored as it is drawn.
 */
export async function readPicture(
  app: App,
  form: SentFields,
  typed: Typed,
  { name, lang }: { name: string; lang: Language },
): Promise<{ typed: Typed; faults?: Faults }> {
  if (form.has(`${name}.remove`)) return { typed: { ...typed, [name]: '' } }
  const file = form.file(`${name}.file`)
  if (!file) return { typed }
  try {
    return { typed: { ...typed, [name]: await addLogo(app, new Uint8Array(await file.arrayBuffer())) } }
  } catch (error) {
    if (!(error instanceof UnusableLogo)) throw error
    const { errors = [] } = refuseLogo(`/${name}`, error).problem
    return { typed, faults: new Map(errors.map((fault) => [name, sentenceOf(fault, lang)])) }
  }
}
