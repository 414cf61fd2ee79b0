import type { Words } from '@training-signup/contract'

/** What people read about a supervisor, and what the supervisor reads. */
export const supervisorEn = {
  browser: {
    'error.supervisorEmail.required': 'Enter your supervisor’s email address',
    'error.supervisorEmail.own-address': 'Enter your supervisor’s email address, not your own',
    'error.supervisorEmail.coordinators-address': 'Enter a supervisor’s email address, not your own',
    'error.supervisorEmail.other-domain':
      'Enter your supervisor’s work email. The organizer accepts only certain work addresses for supervisors',
  },
  server: {
    'field.supervisorEmail': 'Supervisor’s email',
    'field.supervisorEmail.hint':
      'We’ll ask this person whether you can attend. We won’t write to them about anything else.',
    'field.supervisorEmail.hint.domain':
      'If your request needs approval, we’ll ask this person whether you can attend. We won’t write to them about anything else.',
    'page.privacy.supervisor': 'The supervisor you name sees your name and this training.',
    'page.privacy.supervisor.agency': 'The supervisor you name sees your name, agency, and this training.',
    'page.privacy.supervisor.role': 'The supervisor you name sees your name, role, and this training.',
    'page.privacy.supervisor.work': 'The supervisor you name sees your name, agency, role, and this training.',
    'page.privacy.supervisor.withoutName':
      'If you keep your name off the sign-in sheet, they see only your name and this training.',

    // The email to the supervisor
    'mail.supervisor': 'Supervisor approval needed',
    'mail.supervisor.text':
      '{name} asked to attend this training and named you as their supervisor. Let us know whether they can come.',
    'mail.supervisor.until': 'Answer by {time}.',
    'mail.supervisor.nameless':
      'Someone asked to attend this training and named you as their supervisor. See who it is, and let us know whether they can come.',
    'mail.supervisor.several':
      'These people asked to attend this training and named you as their supervisor. Let us know for each of them whether they can come.',
    'mail.supervisor.someone': 'Someone',
    'mail.supervisor.button': 'Approve or decline',
    'mail.supervisor.note':
      'Don’t know this person? You don’t need to do anything. We use your address only to ask you this, and delete it after the training.',

    // On the page of the person who named one
    'manage.supervisor.asked': 'We’re asking your supervisor at {address} whether you can attend.',
    'manage.supervisor.unconfirmed':
      'We’re asking {address} whether you can attend. Is this your supervisor? Confirm it below, or name another one. Until then only the organizer decides.',
    'manage.supervisor': 'Confirm or change your supervisor',
    'manage.supervisor.about': 'Their answer decides once you’ve confirmed them',
    'manage.supervisor.text': 'We’ll ask this person whether you can attend. Check the address, or enter another one.',
    'manage.supervisor.save': 'Confirm supervisor',
    'manage.done.supervisor': 'You confirmed your supervisor.',
    'mail.pending-approval.supervisor':
      'You named a supervisor. Open your registration and confirm that it’s them. Until then only the organizer decides.',

    // The page that the email links to
    'manage.confirm': 'Approve {name} for this training?',
    'manage.confirm.text': '{name} asked to attend and named you as their supervisor. Answer by {time}.',
    'manage.confirm.yes': 'Approve',
    'manage.confirm.no': 'Decline',
    'manage.confirm.reason': 'Reason, if you decline',
    'manage.confirm.reason.hint': 'Only the organizer sees this',
    'manage.confirm.note': 'Don’t know this person? You don’t need to do anything. Just close this page.',
    'manage.confirm.done': 'Thank you',
    'manage.confirm.done.text':
      'We have your answer. If the request was already decided or canceled, nothing changes. You don’t need to do anything else.',
    'manage.confirm.again': 'You’ve already answered',
    'manage.confirm.again.text': 'Your first answer counts. To change it, contact the organizer.',
    'manage.confirm.over': 'Your answer is no longer needed',
    'manage.confirm.over.text': 'This training has already started, or it won’t take place.',
  },
} as const satisfies Record<string, Words>
