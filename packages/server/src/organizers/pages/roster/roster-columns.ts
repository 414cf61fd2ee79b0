import type { AdminRegistration } from '@training-signup/contract'
import type { Context } from 'hono'
import type { App } from '../../../core/context.ts'
import { formOf } from '../../../core/trainings/form.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { ownCookie } from '../../../platform/access/own-cookie.ts'
import { hasAny, hasMarks, hasNeeds, type LeftBlank } from '../../api/people/lists/empty-columns.ts'
import { createPages, type Pages } from '../pages.ts'
import { accountMark } from '../sent-forms/form-mark.ts'
import { askingPath } from '../sent-forms/lead-back.ts'
import { columns, type RosterColumn } from './roster-query.ts'
import type { RosterView } from './roster-view.ts'

const cookieName = 'organizer-columns'
/** Browsers keep no cookie longer. */
const cookieSeconds = 400 * 24 * 60 * 60

/** Remembers which columns someone wants on their lists, in their browser: it says nothing of anyone. */
export function rosterColumnPages(app: App): Pages {
  const pages = createPages(app)
  pages.action('/account/columns', { needs: 'read-people' }, ({ c, caller, form, leadTo }) => {
    const chosen = columns.filter((one) => form.all('cols').includes(one))
    const cookie = ownCookie(app, cookieName)
    if (form.has('usual')) cookie.remove(c)
    else cookie.write(c, [accountMark(app, caller), ...chosen].join('.'), cookieSeconds)
    return leadTo(askingPath(c, ['cols']))
  })
  return pages
}

/** Returns the columns that someone has chosen in this browser; undefined for the usual ones. */
export function rememberedColumns(app: App, c: Context, caller: Caller): RosterColumn[] | undefined {
  const [mark, ...chosen] = (ownCookie(app, cookieName).read(c) ?? '').split('.')
  return mark === accountMark(app, caller) ? columns.filter((one) => chosen.includes(one)) : undefined
}

type Shown = Pick<RosterView, 'roster' | 'caller' | 'lang' | 'partnerChoices'>

/** Returns the columns that this training and this reader can have. */
export function possibleColumns({ roster, caller, lang }: Shown): RosterColumn[] {
  const asked = new Set(formOf(roster.training.input, lang).fields.map(({ id }) => id))
  return columns.filter((one) => {
    if (one === 'needs') return asked.has('needs') && may(caller, 'read-sensitive')
    if (one === 'role' || one === 'agency' || one === 'phone') return asked.has(one)
    return true
  })
}

/** What a list shows until someone has chosen. */
export const usualColumns: readonly RosterColumn[] = ['role', 'agency', 'needs', 'came', 'partner', 'created']

/**
 * Returns the columns to show: those that were chosen, or else the usual ones, without what is empty
 * for everyone in the training. The people on the page mostly show that it isn't.
 */
export async function columnsToShow(
  { db }: App,
  view: Shown,
  chosen: readonly RosterColumn[] | undefined,
): Promise<RosterColumn[]> {
  const { row } = view.roster.training
  const isThere = async (column: RosterColumn) => {
    if (column === 'reference' || column === 'created') return true
    if (column === 'came') return hasMarks(db.reader, row.id)
    // Without a partner it says how people register, which is worth a column to who asks for it.
    if (column === 'partner') return chosen !== undefined || broughtSome(view)
    if (view.roster.list.registrations.some((one) => isFilled(column, one))) return true
    return column === 'needs'
      ? hasNeeds(db.reader, row.id, view.caller.scope)
      : hasAny(db.reader, row.id, view.caller.scope, column)
  }
  const shown: RosterColumn[] = []
  for (const column of possibleColumns(view))
    if ((chosen ?? usualColumns).includes(column) && (await isThere(column))) shown.push(column)
  // Once people come, the day on which they registered matters to no one who did not ask for it.
  return chosen === undefined && shown.includes('came') ? shown.filter((one) => one !== 'created') : shown
}

/** Returns whether a partner may have brought people: for certain, where everyone is on one page. */
const broughtSome = ({ roster: { list }, partnerChoices }: Shown) =>
  list.registrations.some(({ partner }) => partner !== null) ||
  (list.nextCursor !== null && partnerChoices.partners.length > 0)

const isFilled = (column: LeftBlank | 'needs', one: AdminRegistration) =>
  column === 'needs' ? Boolean(one.sensitive?.['needs']) : one[column] !== null
