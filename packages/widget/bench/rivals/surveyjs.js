/* oxlint-disable import/no-unassigned-import -- a style sheet has nothing to assign */
import { Model } from 'survey-core'
// Without the web font that the other style sheet loads, and with the browser's own list: the least that it can be.
import 'survey-core/survey-core.fontless.min.css'
import { renderSurvey } from 'survey-js-ui'
import { labels, roles } from './eight-questions.js'

const question = (name, type, more) => ({ name, type, title: labels[name], ...more })

const survey = new Model({
  title: labels.title,
  elements: [
    question('givenName', 'text', { isRequired: true, autocomplete: 'given-name' }),
    question('familyName', 'text', { autocomplete: 'family-name' }),
    question('email', 'text', { inputType: 'email', isRequired: true, autocomplete: 'email' }),
    question('phone', 'text', { inputType: 'tel', autocomplete: 'tel' }),
    question('role', 'dropdown', {
      renderAs: 'select',
      isRequired: true,
      choices: roles.map(([value, text]) => ({ value, text })),
    }),
    question('agency', 'text', { isRequired: true, autocomplete: 'organization' }),
    question('attestation', 'boolean', { renderAs: 'checkbox', isRequired: true }),
    question('needs', 'comment', { rows: 3 }),
  ],
  completeText: labels.send,
})
renderSurvey(survey, document.querySelector('#form'))
