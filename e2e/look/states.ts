import type { Host } from './host.ts'
import type { PageName } from './pages.ts'

/** A state of which there is a picture. */
export interface State {
  size: 'phone' | 'desk'
  theme: 'light' | 'dark'
  lang: 'en' | 'es'
  host: Host
  /** A step of the widget, or a page of the server. */
  step?: string
  page?: PageName
  /** What of it is in the picture. Default: the widget, or the page without top and foot. */
  part?: string
  direction?: 'rtl'
  /** Whether the visitor's own colors replace all others. Only Chromium shows that on demand. */
  isForced?: boolean
}

type Change = Partial<Omit<State, 'step' | 'page'>>
const plain: State = { size: 'phone', theme: 'light', lang: 'en', host: 'plain' }
const desk: Change = { size: 'desk' }
const dark: Change = { theme: 'dark' }
/** Without the details, which are the same in all pictures. */
const stage: Change = { part: '[part=stage]' }

const step = (name: string, ...changes: Change[]): State => Object.assign({ ...plain, step: name }, ...changes)
const page = (name: PageName, ...changes: Change[]): State => Object.assign({ ...plain, page: name }, ...changes)

export const states: State[] = [
  step('skeleton'),
  step('form'),
  step('form', dark),
  step('form', desk),
  step('form', desk, dark, stage),
  step('form', { lang: 'es' }),
  step('form', desk, { lang: 'es' }),
  step('form', desk, { direction: 'rtl' }),
  step('form', desk, { host: 'paper' }),
  step('form', desk, { isForced: true }),
  step('form, errors'),
  step('form, errors', desk, dark, stage),
  step('not sent', stage),
  step('group', desk, stage),
  step('group, pasted', desk, stage),
  step('chooser'),
  step('chooser', desk, dark),
  step('chosen', { part: '[part=card]', lang: 'es' }),
  step('code'),
  step('code, wrong', desk, dark, stage),
  step('confirmed'),
  step('confirmed', desk, dark, stage),
  step('confirmed', desk, stage, { isForced: true }),
  step('waiting list', desk, stage),
  step('to approve', desk, stage),
  step('group, sent', desk, stage),
  step('full', desk),
  step('closed', stage),
  step('canceled', desk, stage),
  step('canceled', dark, stage),
  step('past', stage),
  step('upcoming', stage),
  step('withdrawn', desk),
  page('training', desk, { part: 'body' }),
  page('training', dark),
  page('registration'),
  page('registration', desk, dark),
  page('group'),
  page('list'),
  page('list', desk, dark, { lang: 'es' }),
  page('supervisor'),
  page('find', dark),
  page('nothing'),
  page('builder', desk, { part: 'fieldset:has(#accent)' }),
]

/** Like `form, errors, desk, dark`. */
export const nameOf = ({ step: stepName, page: pageName, size, theme, lang, host, direction, isForced }: State) =>
  [
    stepName ?? `${pageName} page`,
    size,
    ...(theme === 'dark' ? [theme] : []),
    ...(lang === 'es' ? [lang] : []),
    ...(host === 'paper' ? [host] : []),
    ...(direction ? [direction] : []),
    ...(isForced ? ['forced colors'] : []),
  ].join(', ')
