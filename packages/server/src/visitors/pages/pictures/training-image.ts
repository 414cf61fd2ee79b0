import { createHash } from 'node:crypto'
import type { Language, Training, TrainingInput } from '@training-signup/contract'
import type { Context } from 'hono'
import { formatPeriodLines } from '../../../core/trainings/period.ts'
import { presentTraining } from '../../../core/trainings/present.ts'
import { findPublicTraining } from '../../../core/trainings/trainings.ts'
import { addShown } from '../../../platform/http/limits/cost.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { isCurrent } from '../../../platform/http/shared-response.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf, say } from '../../../words/index.ts'
import { drawingVersion, type ImageText } from './image-text.ts'
import { PictureKeeper, type Png } from './picture-keeper.ts'

/** Returns what the picture of a training says. Anyone may see it, wherever the link is shared. */
export function imageTextOf(training: Training, input: TrainingInput, lang: Language): ImageText {
  const { title, state, notice, organizer } = training
  const { start, end, timeZone, sessions, tile } = training.when
  const { venue } = input
  const isOff = state === 'cancelled' || state === 'past'
  return {
    title,
    ...tile,
    when: formatPeriodLines(start, end, timeZone, lang, sessions),
    place: venue ? [venue.name, venue.city].filter(Boolean).join(', ') : say(lang, 'card.online'),
    footer: [organizer?.name, !isOff && say(lang, 'card.free')].filter(Boolean).join(' · '),
    notice: isOff ? { text: notice.title, isBad: state === 'cancelled' } : undefined,
  }
}

/** Returns a name that changes whenever the picture does, and is the same in every process. */
export const imageTag = (text: ImageText): string =>
  createHash('sha256')
    .update(JSON.stringify([drawingVersion, text]))
    .digest('base64url')
    .slice(0, 22)

const hourSeconds = 60 * 60

/**
 * Creates the handler for pictures of trainings. Each is drawn once per change and language, and
 * one at a time, so that asking for pictures keeps no one else waiting.
 */
export function createTrainingImages(system: System) {
  const pictures = new PictureKeeper(loadAndDraw)
  return async (c: Context) => {
    addShown(c, 1)
    const { row, input, partners } = await findPublicTraining(system, c.req.param('slug') ?? '')
    const lang = languageOf(c, languagesOf(input))
    const { publicUrl } = system.config
    const training = presentTraining(row, input, { lang, partners, publicUrl, now: system.now() })
    const text = imageTextOf(training, input, lang)
    const tag = imageTag(text)
    const headers = {
      ETag: `"${tag}"`,
      'Cache-Control': `public, max-age=${hourSeconds}`,
      Vary: 'Accept-Language',
    }
    if (isCurrent(c.req.header('if-none-match'), headers.ETag)) return c.body(null, 304, headers)
    return c.body(await pictures.get(tag, text), 200, {
      ...headers,
      'Content-Type': 'image/png',
      'Content-Security-Policy': "default-src 'none'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  }
}

/**
 * Loads the drawing program with the first picture: it takes 25 MB, and most servers never need it.
 */
async function loadAndDraw(text: ImageText): Promise<Png> {
  const { drawImage } = await import('./draw-image.ts')
  return drawImage(text)
}
