import type { Training } from '@training-signup/contract'
import { html } from 'lit'
import type { IconName } from './icon.ts'

/** The icon of each state and each result, and the colors that it has; most have none. */
const looks: Record<string, [icon: IconName, tone?: string]> = {
  confirmed: ['check', 'ok'],
  waitlisted: ['clock', 'wait'],
  pending_approval: ['clock', 'wait'],
  pending_verification: ['mail', 'step'],
  open: ['check', 'ok'],
  few: ['clock', 'wait'],
  upcoming: ['clock'],
  cancelled: ['bar', 'stop'],
}

export const lookOf = (state: string, otherwise: IconName = 'lock') => {
  const [icon, tone = ''] = looks[state] ?? [otherwise]
  return { icon, tone }
}

/** Says whether seats are left, as a dot and a word. */
export const stateView = ({ state, notice }: Training) =>
  html`<p part="state" class=${lookOf(state).tone}>${notice.title}</p>`
