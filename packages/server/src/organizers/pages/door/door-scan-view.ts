import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import { inputField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

/** What a script shows instead of the list: the camera, and what it read. */
export const scanView = (lang: Language): Html => html`<section class="scan stack" data-scan hidden>
<div class="row head"><h1 tabindex="-1">${say(lang, 'admin.door.scan')}</h1><p class="end" data-place></p></div>
<div class="camera" data-camera><video muted playsinline></video>
<svg viewBox="0 0 120 120" aria-hidden="true"><path d="M4 26V10a6 6 0 0 1 6-6h16M94 4h16a6 6 0 0 1 6 6v16M116 94v16a6 6 0 0 1-6
 6H94M26 116H10a6 6 0 0 1-6-6V94"/></svg><p>${say(lang, 'admin.door.scan.aim')}</p></div>
<p class="note wait" role="status" data-no-camera hidden>${icon('warn')}<span></span></p>
<form class="row filter" data-reference hidden>${inputField({
  name: 'reference',
  label: say(lang, 'admin.door.scan.reference'),
  value: '',
  attributes: { autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false' },
})}<button class="button">${say(lang, 'admin.door.scan.find')}</button></form>
<div class="card flush answer" role="status" data-read></div>
<template data-marks><span class="mark ok">${icon('check')}</span><span class="mark wait">${icon('clock')}</span><span
 class="mark stop">${icon('warn')}</span></template>
<div class="dock"><div class="row"><button class="button" type="button" data-close-scan>${say(lang, 'admin.door.scan.back')}</button>
<button class="button" type="button" aria-pressed="false" data-light hidden>${icon('lamp')}${say(lang, 'admin.door.scan.light')}</button></div></div>
</section>`
