import type { Training } from '@training-signup/contract'
import { html } from 'lit'

const tones: Record<string, string> = { open: 'ok', few: 'wait', cancelled: 'stop' }

/** Names the colors that a state has; most have none. */
export const toneOf = (state: string) => tones[state] ?? ''

/** Says whether seats are left, as a dot and a word. */
export const stateView = ({ state, notice }: Training) =>
  html`<p part="state" class=${toneOf(state)}>${notice.title}</p>`
