/* oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign */
// Its own build of the renderer alone, which is smaller than what a bundler makes of its sources, and with the browser's
// own list: the least that it can be. It is drawn for Bootstrap.
import { Formio } from '@formio/js/dist/formio.form.min.js'
import 'bootstrap/dist/css/bootstrap.min.css'
import '@formio/js/dist/formio.form.min.css'
import { labels, roles } from './eight-questions.js'

const question = (key, type, more) => ({ key, type, label: labels[key], input: true, ...more })
const required = { validate: { required: true } }

Formio.createForm(document.querySelector('#form'), {
  components: [
    question('givenName', 'textfield', { ...required, autocomplete: 'given-name' }),
    question('familyName', 'textfield', { autocomplete: 'family-name' }),
    question('email', 'email', { ...required, autocomplete: 'email' }),
    question('phone', 'textfield', { inputType: 'tel', autocomplete: 'tel' }),
    question('role', 'select', {
      ...required,
      widget: 'html5',
      data: { values: roles.map(([value, label]) => ({ value, label })) },
    }),
    question('agency', 'textfield', { ...required, autocomplete: 'organization' }),
    question('attestation', 'checkbox', required),
    question('needs', 'textarea', { rows: 3 }),
    question('send', 'button', { action: 'submit' }),
  ],
})
