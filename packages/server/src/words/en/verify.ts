import type { Words } from '@training-signup/contract'

/** A sign-up that is finished with a code from an email. */
export const verifyEn = {
  browser: {
    'verify.title': 'Check your email',
    'verify.text':
      'Enter the code we’re emailing to {address}. It works for 10 minutes. You do not have a seat until you enter it.',
    'verify.label': 'Code',
    // Released scripts don’t know how many.
    'verify.hint': '6 digits, or 8 where the email has 8. You can paste them.',
    'verify.digits': '{count} digits. You can paste them.',
    'verify.button': 'Finish registering',
    'verify.again': 'Send a new code',
    'verify.again.sent': 'We’re sending a new code. The old one no longer works.',
    'verify.again.wait': 'You can ask for a new code in a minute.',
    'verify.again.often': 'You’ve asked for too many codes. Use the link in the email, or try again later.',
    'verify.change': 'Fix my address',
    'verify.missing': 'Enter the code',
    'verify.shape': 'Enter the 6 or 8 digits of the code, or use the link in the email',
    'verify.six-digits': 'This code has 6 digits. Enter all of them, or use the link in the email',
    'verify.eight-digits': 'This code has 8 digits. Enter all of them, or use the link in the email',
    'verify.wrong': 'That code is wrong or more than 10 minutes old. Check the newest email, or ask for a new code.',
    'verify.used-up': 'That code was entered wrong too many times. Ask for a new one.',
    'verify.paused':
      'Codes are paused for now, because too many wrong ones were entered. Use the link in the email: it still works.',
    'verify.over.word': 'Not finished',
    'verify.over': 'Time ran out before you finished',
    'verify.over.text':
      'This registration wasn’t completed. Your answers are still here. Send them again to get a new code.',
    'verify.over.again': 'Register again',
    'verify.link': 'Or use the link in the email.',
    'verify.junk': 'Nothing there? Check your spam folder.',
    'verify.sending': 'Checking…',
    'verify.failed':
      'We couldn’t reach the server, or it’s busy. What you typed is still here. Try again in a moment, or use the link in the email.',
  },
  server: {
    // The page that the link in the email opens
    'page.verify': 'Finish registering',
    'page.verify.text':
      'Press the button to confirm that this email address is yours. Your registration isn’t complete until you do.',
    'page.verify.unknown': 'We’re not sure your code went through. Try again: you won’t be registered twice.',
    'page.verify.again.unknown':
      'We’re not sure a new code was sent. Check your email, or ask for one again in a moment.',
    'page.verify.done': 'Your email address is confirmed',
    'page.verify.done.text': 'There’s nothing more to do here. Our email tells you whether you have a seat.',
    'page.verify.over.text': 'This registration wasn’t completed. To come to this training, register again.',

    // The email
    'mail.code': 'Your code is {code}',
    'mail.code.text':
      'Enter it on the registration page. It works for 10 minutes. You can also finish with the link below, until {time}.',
    'mail.code.link': 'Finish registering',
    'mail.code.note':
      'Your registration isn’t complete until you enter the code or use the link. If this wasn’t you, ignore this email and nothing will happen. Never share this code with anyone.',
    'mail.code.note.group':
      'Your group’s registration isn’t complete until you enter the code or use the link. If this wasn’t you, ignore this email and nothing will happen. Never share this code with anyone.',

    // Another address for a registration or a group
    'manage.address': 'Change my email address',
    'manage.address.about': 'We send a code to the new address first',
    'manage.address.text':
      'We’ll send a code to the new address. Nothing changes until you enter the code on the next page.',
    'manage.address.now': 'Current email address',
    'manage.address.new': 'New email address',
    'manage.address.required': 'Enter the new email address',
    'manage.address.same': 'We already use this address. Enter the new one',
    'manage.address.outside':
      'Your seat depends on your work address. To use an address of another kind, contact the organizer',
    'manage.address.button': 'Send me a code',
    'manage.address.sent':
      'Enter the code we’re emailing to {address}. It works for 10 minutes. Your old address stays until you enter it.',
    'manage.address.code': 'Enter the 6 or 8 digits of the code',
    'manage.address.finish': 'Change the address',
    'manage.address.other': 'Use a different address',
    'manage.address.paused':
      'Codes are paused for now, because too many wrong ones were entered. Try again tomorrow, or contact the organizer.',
    'manage.address.often': 'You’ve asked for too many codes. Try again later.',
    'manage.address.done': 'The email address is changed',
    'manage.address.done.text':
      'From now on, we’ll email {address}. Use the new link in our next email: the old one no longer works.',
    'manage.address.taken': 'We can’t change the address here',
    'manage.address.taken.text': 'Nothing has changed. The organizer can help: contact them.',
    'mail.code.change.text':
      'Enter it on the page where you asked for it, to use this email address for your registration. It works for 10 minutes.',
    'mail.code.change.note':
      'Nothing changes until you enter the code. If this wasn’t you, ignore this email and nothing will happen. Never share this code with anyone.',
    'mail.address-changed': 'We’re using your new address',
    'mail.address-changed.text': 'From now on, we’ll email you here. Links in our earlier emails no longer work.',
    'mail.address-left': 'Your email address was changed',
    'mail.address-left.text':
      'A registration with this address now uses another one. We won’t email you here about it anymore, and links in our earlier emails no longer work. If this wasn’t you, contact the organizer.',

    'mailed.result.pending_verification': 'Check your email',
    'mailed.result.pending_verification.text':
      'We’re emailing you a code and a link. Open the link within an hour to finish. Your registration isn’t complete until you do.',
  },
} as const satisfies Record<string, Words>
