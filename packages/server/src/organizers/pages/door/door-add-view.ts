import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { noFaults } from '../../../platform/html/form/faults.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { answersForm } from '../person/answers-form.ts'
import { walkInForm } from './walk-in-form.ts'

interface AddView {
  lang: Language
  training: StoredTraining
}

/** What a script shows instead of the list, to add someone, also without a connection. It sends nothing itself. */
export const addView = ({ lang, training }: AddView): Html => html`<section class="add stack" data-add hidden>
<div class="row head"><h1 tabindex="-1">${say(lang, 'admin.door.walkIn')}</h1><p class="end"><span class="state" data-free></span></p></div>
<p class="hint">${say(lang, 'admin.door.walkIn.kept')}</p>
<form class="card" novalidate autocomplete="off">
<p class="note stop" role="alert" data-fault data-given-name="${say(lang, 'admin.ask.givenName.required')}"
 data-email="${say(lang, 'error.email')}" hidden>${icon('warn')}<span></span></p>
${answersForm({ lang, form: walkInForm(training, lang), person: {}, faults: noFaults })}
<p class="hint">${say(lang, 'admin.door.walkIn.later')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.door.walkIn.add')}</button>
<button class="button" type="button" data-close-add>${say(lang, 'admin.door.scan.back')}</button></p></form>
</section>`
