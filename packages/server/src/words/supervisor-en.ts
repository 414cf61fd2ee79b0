import type { Words } from '@training-signup/contract'

/** What people read about a supervisor, and what the supervisor reads. */
export const supervisorEn = {
  browser: {
    'error.supervisorEmail.required': 'Enter your supervisor’s email address',
    'error.supervisorEmail.own-address': 'Enter your supervisor’s email address, not your own',
    'error.supervisorEmail.coordinators-address':
      'Enter a supervisor’s email address, not that of whoever registers these people',
    'error.supervisorEmail.other-domain':
      'Enter your supervisor’s work address. The organizer does not accept addresses of this kind for supervisors',
  },
  server: {
    'field.supervisorEmail': 'Supervisor’s email',
    'field.supervisorEmail.hint':
      'We will write to this person to ask whether you may come. They get nothing else from us.',
    'field.supervisorEmail.hint.domain':
      'If your request has to be approved, we will write to this person to ask whether you may come. They get nothing else from us.',
    'page.privacy.supervisor': 'The supervisor you name is told your name and this training.',

    // The email to the supervisor
    'mail.supervisor': 'Your answer as a supervisor is needed',
    'mail.supervisor.text':
      '{name} would like to take part in this training and named you as their supervisor. Say here whether they may come.',
    'mail.supervisor.nameless':
      'Somebody would like to take part in this training and named you as their supervisor. See who it is, and say whether they may come.',
    'mail.supervisor.several':
      'These people would like to take part in this training and named you as their supervisor. Say for each of them whether they may come.',
    'mail.supervisor.somebody': 'Somebody',
    'mail.supervisor.button': 'Answer yes or no',
    'mail.supervisor.note':
      'If you do not know this person, you do not need to do anything. Your address is used for this question only, and is erased after the training.',

    // On the page of the person who named one
    'manage.supervisor': 'Your supervisor is asked whether you may come, at {address}.',

    // The page that the email links to
    'manage.confirm': 'May {name} come to this training?',
    'manage.confirm.text': '{name} would like to take part and named you as their supervisor.',
    'manage.confirm.yes': 'Yes, they may come',
    'manage.confirm.no': 'No, they may not',
    'manage.confirm.note': 'If you do not know this person, you do not need to do anything: close this page.',
    'manage.confirm.done': 'Thank you',
    'manage.confirm.done.text':
      'We have passed on your answer. If the request was decided or withdrawn before, that stands. You do not need to do anything else.',
    'manage.confirm.again': 'You have answered already',
    'manage.confirm.again.text': 'Your first answer counts. To change it, contact the organizer.',
    'manage.confirm.over': 'No answer is needed any more',
    'manage.confirm.over.text': 'This training has begun, or will not take place.',
  },
} as const satisfies Record<string, Words>
