import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { limitBody } from '../limit-body.ts'
import { createCalendarPages } from './calendar-pages.ts'
import { createHostedPages } from './hosted-pages.ts'
import { styleSheet } from './layout.ts'

export function pageRoutes(deps: Deps) {
  const pages = createHostedPages(deps)
  const calendars = createCalendarPages(deps)
  return new Hono()
    .onError(pages.fail)
    .get(`/assets/${styleSheet.name}`, pages.style)
    .get('/', pages.list)
    .get('/t/:slug', pages.show)
    .post('/t/:slug', limitBody, pages.send)
    .get('/t/:slug/calendar.ics', calendars.file)
    .get('/t/:slug/calendar/:service', calendars.service)
}
