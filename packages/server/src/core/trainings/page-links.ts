import type { Language } from '@training-signup/contract'
import { say } from '../../words/index.ts'

/** Where a link leads, and in which language. */
interface Linked {
  publicUrl: string
  lang: Language
  /** The partner on whose page the visitor is. Links keep crediting it. */
  partner?: string | undefined
}

/** Returns a URL below the hosted page, in the visitor's language. */
export const linkBelow = ({ publicUrl, lang }: Omit<Linked, 'partner'>, slug: string, path: string) =>
  `${publicUrl}/t/${slug}/${path}${lang === 'en' ? '' : `?lang=${lang}`}`

/**
 * Returns the URL of the hosted page, or of one below it, in the visitor's language and still
 * crediting the partner.
 */
export const pageLink = (view: Linked, slug: string, path = ''): string =>
  `${view.publicUrl}/t/${slug}${path}${queryOf(view)}`

/** Returns the URL of the list of all trainings, in the same way. */
export const listLink = (view: Linked): string => `${view.publicUrl}/${queryOf(view)}`

/** Returns the way on from a training that leads to no other. */
export const wayToAll = (view: Linked) => ({ label: say(view.lang, 'state.all'), href: listLink(view) })

function queryOf({ partner, lang }: Linked): string {
  const query = new URLSearchParams({
    ...(partner ? { p: partner } : {}),
    ...(lang === 'en' ? {} : { lang }),
  }).toString()
  return query && `?${query}`
}
