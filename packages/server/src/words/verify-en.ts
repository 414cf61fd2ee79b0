import type { Words } from '@training-signup/contract'

/** A sign-up that is finished with a code from an email. */
export const verifyEn = {
  browser: {
    'verify.title': 'Check your email',
    'verify.text':
      'We are sending a code to {address}. It may take a minute. Type it here within an hour to finish: until then you are not registered.',
    'verify.label': 'Code',
    'verify.hint': 'The 6 or 8 digits in the email. You can paste them.',
    'verify.button': 'Finish signing up',
    'verify.again': 'Send a new code',
    'verify.again.sent': 'We are sending a new code. The old one no longer works.',
    'verify.again.wait': 'You can ask for a new code in a minute.',
    'verify.again.often': 'You have asked for many codes. Use the link in the email, or try again later.',
    'verify.change': 'Correct my answers',
    'verify.missing': 'Enter the code.',
    'verify.shape': 'Enter the 6 or 8 digits of the code, or use the link in the email',
    'verify.six-digits': 'This code has 6 digits. Enter all of them, or use the link in the email',
    'verify.eight-digits': 'This code has 8 digits. Enter all of them, or use the link in the email',
    'verify.wrong': 'This code is wrong or more than 10 minutes old. Look at the newest email, or ask for a new code.',
    'verify.used-up': 'This code was typed wrongly too often. Ask for a new one.',
    'verify.paused':
      'Codes are paused for now, because too many wrong ones were entered. Use the link in the email: it still works.',
    'verify.over': 'The time to finish this sign-up is over',
    'verify.over.text': 'You are not registered. Your answers are still here: send them again, and you get a new code.',
    'verify.over.again': 'Sign up again',
    'verify.link': 'Or open the link in that email.',
    'verify.junk': 'Nothing there? Look in your junk folder.',
    'verify.sending': 'Checking…',
    'verify.failed':
      'We could not reach the server, or it is busy. What you typed is still here. Try again in a moment, or use the link in the email.',
  },
  server: {
    // The page that the link in the email opens
    'page.verify': 'Finish signing up',
    'page.verify.text': 'With this button you confirm that this address is yours. Without it nobody is registered.',
    'page.verify.done': 'Your address is confirmed',
    'page.verify.done.text': 'There is nothing more to do here. We write to you how things stand.',
    'page.verify.over.text': 'Nobody was registered. To come to this training, sign up again.',

    // The email
    'mail.code': 'Your code is {code}',
    'mail.code.text':
      'Type it on the page where you signed up. It works for 10 minutes. You can also finish by the link below, until {time}.',
    'mail.code.link': 'Finish signing up',
    'mail.code.note':
      'Until you do, you are not registered. If you did not sign up, ignore this email: nothing happens. Never tell the code to anybody.',

    'mailed.result.pending_verification': 'Check your email',
    'mailed.result.pending_verification.text':
      'We are sending an email to you with a code and a link. Open the link within an hour to finish. Until then you are not registered.',
  },
} as const satisfies Record<string, Words>
