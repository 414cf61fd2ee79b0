import type { Words } from '@training-signup/contract'

/** Signing in to the organizers' pages, and the emails about it. */
export const adminSignInEn = {
  'admin.signIn': 'Sign in',
  'admin.signIn.text': 'Enter your work email, and get an 8-digit code there.',
  'admin.signIn.email': 'Work email',
  'admin.signIn.email.fault': 'Enter your email address, like name@example.com',
  'admin.signIn.send': 'Email me a code',
  'admin.signIn.visitor': 'Not an organizer?',
  'admin.signIn.visitor.link': 'See the trainings',
  'admin.signIn.out': 'You’re signed out',
  'admin.signIn.noMail.title': 'This server can’t send codes',
  'admin.signIn.noMail': 'It has no email server. The person who runs it can print a link that signs you in once:',
  'admin.signIn.code': 'Check your email',
  'admin.signIn.code.text':
    'If {email} has an account, a code is on its way. It works for 10 minutes, in this browser only.',
  'admin.signIn.code.label': '8-digit code',
  'admin.signIn.code.fault': 'That code is wrong, was used, or has expired',
  'admin.signIn.code.again': 'Send a new code',
  'admin.signIn.code.other': 'Use another address',
  'admin.signIn.link': 'Sign in with your link',
  'admin.signIn.link.text': 'The link works once.',
  'admin.signIn.link.fault': 'This link no longer works',
  'admin.signIn.link.fault.text': 'It was used, or it has expired. Ask for a code or a new link.',
  'admin.confirm': 'Confirm that it’s you',
  'admin.confirm.text':
    'You’re about to change who can sign in. Get an 8-digit code by email first. What you entered is kept.',
  'admin.confirm.sent': 'You’re about to change who can sign in. What you entered is kept.',
  'admin.confirm.noMail':
    'You’re about to change who can sign in. This server can’t email a code: sign in with a new link first. The person who runs the server prints one:',
  'admin.confirm.code': 'A code is on its way to your work email. It works for 10 minutes, in this browser only.',
  'admin.confirm.do': 'Confirm and go on',
  'admin.signIn.onward': 'Continue',
  'admin.signIn.ended':
    'Your session has ended. Sign in, and the form comes back as you filled it. Nothing has been done yet.',
  'admin.signIn.other':
    'Someone else has signed in here. Sign in again yourself, and the form comes back as you filled it. Nothing has been done yet.',
  'admin.kept':
    'You’re signed in again, and the form is as you filled it. Nothing has been done yet. Check it, and press the button again.',
  'admin.kept.files': 'Files don’t come back. Choose them again.',
  'admin.kept.lost': 'What you typed',
  'admin.kept.lost.text':
    'This page can’t show your form any more. Nothing has been done. Here’s what you typed, so that you can copy it.',
  'admin.kept.rest': 'These answers have no field on this page any more:',
  'admin.session.idle': {
    one: 'You’ll be signed out in {count} minute, because nothing has happened here for a while. Type something or press the button to stay.',
    other:
      'You’ll be signed out in {count} minutes, because nothing has happened here for a while. Type something or press the button to stay.',
  },
  'admin.session.whole': {
    one: 'You’ll be signed out in {count} minute: a session lasts 12 hours. If you typed something, save it now.',
    other: 'You’ll be signed out in {count} minutes: a session lasts 12 hours. If you typed something, save it now.',
  },
  'admin.session.ended':
    'You’re signed out. What you typed is still here: press its button, sign in, and it comes back.',
  'admin.session.stay': 'Stay signed in',
  'admin.unstored': 'What you typed isn’t saved yet. Press the button to save it, or to see why it can’t be.',
  'admin.gone': 'This isn’t here any more',
  'admin.gone.text': 'Someone deleted or finished it while your page was open. Nothing was changed now.',
  'admin.gone.undone': 'Someone has undone it already. Nothing was changed.',
} as const satisfies Words
