import { type Language, language, type Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { listPublicTrainings, type TrainingPage } from '../../core/trainings/list-trainings.ts'
import { findNextDate } from '../../core/trainings/next-date.ts'
import { presentTraining } from '../../core/trainings/present.ts'
import { basePath } from '../../platform/config.ts'
import { ownQuery, type Page } from '../../platform/html/layout.ts'
import { addShown } from '../../platform/http/limits/cost.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import { isProblem } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { listPage } from './list-page.ts'
import { partnerOf } from './partner-of.ts'

const perPage = 25

/** Reads a page of the trainings that visitors may see, and renders it. */
export async function trainingsPage(system: System, c: Context): Promise<Page> {
  const lang = languageOf(c)
  const partner = partnerOf(c)
  const { publicUrl, mail } = system.config
  const { signal } = c.req.raw
  const cursor = c.req.query('after')
  const { trainings, nextCursor } = await readPage(system, cursor, signal)
  addShown(c, trainings.length)
  const shared = { lang, partner, publicUrl, now: system.now(), sendsMail: mail !== undefined }
  const shown = await mapInTurns<(typeof trainings)[number], Training>(
    trainings,
    async (stored) => {
      const { row, input, partners } = stored
      return presentTraining(row, input, { ...shared, partners, next: await findNextDate(system, stored) })
    },
    signal,
  )
  const here = (one: Language, after?: string | null) =>
    `${basePath(system.config)}/?${ownQuery(partner, one)}${after ? `&after=${after}` : ''}`
  return listPage(shown, lang, {
    languages: language.options.map((one) => ({ lang: one, href: here(one, cursor) })),
    first: cursor === undefined ? undefined : here(lang),
    more: nextCursor === null ? undefined : here(lang, nextCursor),
  })
}

/** Begins anew after an address that was cut or made up. */
async function readPage(system: System, cursor: string | undefined, signal: AbortSignal): Promise<TrainingPage> {
  try {
    return await listPublicTrainings(system, {}, { limit: perPage, cursor, signal })
  } catch (error) {
    if (!isProblem(error, 'invalid-input')) throw error
    return listPublicTrainings(system, {}, { limit: perPage, signal })
  }
}
