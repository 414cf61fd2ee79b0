import type { Training } from '@training-signup/contract'
import { html } from 'lit'
import type { IconName } from './icon.ts'

/** An icon and the colors that it has; most have none. */
export type Look = [icon: IconName, tone?: string]

const looks: Record<string, Look> = {
  confirmed: ['check', 'ok'],
  waitlisted: ['clock', 'wait'],
  pending_approval: ['person', 'wait asked'],
  pending_verification: ['mail', 'step'],
  open: ['check', 'ok'],
  few: ['clock', 'wait'],
  upcoming: ['clock'],
  full: ['seat'],
  cancelled: ['bar', 'stop'],
}

/** Returns the look of a state or of a result. */
export const lookOf = (state: string, otherwise: IconName = 'lock') => looks[state] ?? [otherwise]

/** Says whether seats are left, as a dot and a word. */
export const stateView = ({ state, notice }: Pick<Training, 'state' | 'notice'>) =>
  html`<p part="state" class=${lookOf(state)[1]}>${notice.title}</p>`
