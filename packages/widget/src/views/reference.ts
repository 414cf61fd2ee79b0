import { html } from 'lit'
import type { Say } from '../words.ts'

export const referenceView = (say: Say, reference: string) =>
  html`<span part="reference-label">${say('result.reference')}</span> <b part="reference">${reference}</b>`
