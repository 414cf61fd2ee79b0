import type { Words } from '@training-signup/contract'

/** What can be done with a whole training, and what it leads to. */
export const adminTrainingActsEn = {
  'admin.act.heading': 'More actions',
  'admin.act.back': 'Never mind, go back',
  'admin.act.mails': {
    one: '{count} email will be sent',
    other: '{count} emails will be sent',
  },
  'admin.act.noMails': 'No one is emailed.',
  'admin.act.andTell': {
    one: '{act} and send {count} email',
    other: '{act} and send {count} emails',
  },
  'admin.act.example': 'Read one of them',
  'admin.act.kind.training-cancelled': 'It won’t take place',
  'admin.act.kind.training-restored': 'It takes place after all',
  'admin.act.kind.training-changed': 'Update about the training',
  'admin.act.kind.promoted': 'A seat for people on the waiting list',
  'admin.act.kind.offer': 'An offer of a seat for people on the waiting list',
  'admin.act.alerts': {
    one: '{count} person asked for an email when they can register, and gets it once registration is open.',
    other: '{count} people asked for an email when they can register, and get it once registration is open.',
  },
  'admin.act.changed': 'Something changed in the meantime, so nothing was done yet. This is what it leads to now.',
  'admin.act.impossible': 'This can’t be done now',
  'admin.act.impossible.text': 'The training’s status has changed. Look at it again.',

  'admin.act.publish': 'Publish',
  'admin.act.publish.title': 'Publish this training?',
  'admin.act.publish.text': 'Everyone can see it and register, on its page and wherever a partner shows the form.',
  'admin.act.publish.done': 'Published.',
  'admin.act.resume': 'Publish again',
  'admin.act.resume.title': 'Publish this training again?',
  'admin.act.resume.text':
    'It takes place after all. Everyone who is registered is told, and people can register again.',
  'admin.act.resume.done': 'Published again.',
  'admin.act.close': 'Close registration now',
  'admin.act.close.title': 'Close registration now?',
  'admin.act.close.text':
    'The form says that registration is closed. The waiting list keeps moving, links in emails keep working, and you can still add people.',
  'admin.act.close.done': 'Registration is closed.',
  'admin.act.reopen': 'Open registration again',
  'admin.act.reopen.title': 'Open registration again?',
  'admin.act.reopen.text': 'People can register until the start of the training.',
  'admin.act.reopen.done': 'Registration is open.',
  'admin.act.call-off': 'Call off this training',
  'admin.act.call-off.title': 'Call off this training?',
  'admin.act.call-off.told': 'Everyone who is registered, on the waiting list, or needs approval gets one email.',
  'admin.act.call-off.text': 'The page and every form say that it won’t take place. Registrations stay as they are.',
  'admin.act.call-off.done': 'The training is called off.',
  'admin.act.withdraw': 'Hide from the site',
  'admin.act.withdraw.title': 'Hide this training from the site?',
  'admin.act.withdraw.text':
    'Its page and form disappear. No one is told, and people keep their seats: if it won’t take place, call it off first.',
  'admin.act.withdraw.done': 'It’s hidden.',
  'admin.act.delete': 'Delete this draft',
  'admin.act.delete.title': 'Delete this draft?',
  'admin.act.delete.text': 'It’s gone for good. No one has registered for it.',
  'admin.act.delete.done': 'The draft is deleted.',
} as const satisfies Words
