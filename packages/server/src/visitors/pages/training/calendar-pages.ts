import type { Language, Training } from '@training-signup/contract'
import type { Context } from 'hono'
import { calendarFile, calendarServiceLink, isCalendarService } from '../../../core/trainings/calendar.ts'
import { presentTraining } from '../../../core/trainings/present.ts'
import { findPublicTraining } from '../../../core/trainings/trainings.ts'
import { basePath } from '../../../platform/config.ts'
import { answerPage, type Page } from '../../../platform/html/layout.ts'
import { addShown } from '../../../platform/http/limits/cost.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { languagesOf, say } from '../../../words/index.ts'
import { calendarView } from './training-details.ts'

/** Creates handlers that add a training to calendars. */
export function createCalendarPages(system: System) {
  const { publicUrl } = system.config
  const { host } = new URL(publicUrl)
  async function sourceOf(c: Context) {
    addShown(c, 1)
    const { row, input, partners } = await findPublicTraining(system, c.req.param('slug') ?? '')
    const lang = languageOf(c, languagesOf(input))
    return { row, input, lang, training: presentTraining(row, input, { lang, partners, publicUrl, now: system.now() }) }
  }

  return {
    async choices(c: Context) {
      const { input, row, training, lang } = await sourceOf(c)
      const target = targetOf(training, c.req.header('user-agent') ?? '')
      c.header('Vary', 'User-Agent', { append: true })
      if (target) return c.body(null, 302, { Location: target, ...headers, Vary: `${headers.Vary}, User-Agent` })
      const here = `${basePath(system.config)}/t/${row.slug}/calendar?lang=`
      const languages = languagesOf(input).map((one) => ({ lang: one, href: here + one }))
      return answerPage(c, system.config, { ...choicesPage(training, lang), languages })
    },
    async file(c: Context) {
      const source = await sourceOf(c)
      return c.body(calendarFile(source, { host, now: system.now() }), 200, {
        'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH',
        'Content-Disposition': `attachment; filename="${source.row.slug}.ics"`,
        'Content-Language': source.lang,
        ...headers,
      })
    },
    async service(c: Context) {
      const service = c.req.param('service') ?? ''
      if (!isCalendarService(service)) throw new ProblemError('not-found')
      const source = await sourceOf(c)
      const { calendars, links } = source.training
      // Reached by an old link; the page explains the training's state.
      const target = calendars.length > 0 ? calendarServiceLink(service, source) : links.page
      return c.body(null, 302, { Location: target, ...headers })
    },
  }
}

/**
 * Returns the address that adds the training in one press: of the file on Apple's devices, of Google
 * on Android. Others choose.
 */
function targetOf({ calendars, links }: Training, userAgent: string): string | undefined {
  // Reached by an old link; the page explains the training's state.
  if (calendars.length === 0) return links.page
  if (/Mac OS|Macintosh|iPhone|iPad/.test(userAgent)) return links.calendar
  return /Android/.test(userAgent) ? calendars.find(({ href }) => href?.includes('/calendar/google'))?.href : undefined
}

const choicesPage = (training: Training, lang: Language): Page => ({
  lang,
  training,
  title: `${say(lang, 'result.calendar')}: ${training.title}`,
  body: calendarView(training, lang),
})

const headers = {
  'Cache-Control': 'no-cache',
  Vary: 'Accept-Language',
  // No calendar service learns which page a visitor came from.
  'Referrer-Policy': 'no-referrer',
}
