import type { Words } from '@training-signup/contract'

/** The hosted pages, apart from the training and its form. */
export const pagesEn = {
  'page.list': 'Free trainings',
  'page.none': 'No trainings are announced at the moment.',
  'page.more': 'Details and registration',
  'page.back': 'All trainings',
  'page.link': 'Register for the free training',
  'page.link.one': 'Register: {title}',
  'page.link.several': 'See the free trainings and register',
  'page.notFound': 'This page does not exist',
  'page.notFound.text': 'The address may be mistyped, or the training was taken down.',
  'page.error': 'Error: {title}',
  'page.privacy.text':
    'Only the organizer sees your answers, to run this training. Sponsors and partners do not receive them. They are erased by {date}.',
  'page.onlyIf': 'Only if you answered “{answer}”',
  'page.upcoming.text': 'Come back at that time: the form will be on this page.',
  'page.trap':
    'A hidden box of this form was filled in, perhaps by your browser. It is empty again; send your answers once more.',
  'page.elsewhere': 'This form was sent from another site',
  'page.elsewhere.text': 'Nothing was saved. Open the training’s page on this site, and fill in the form there.',
  'page.sent': 'This form was sent already. If these answers are for another person, send them again.',
  'page.unreadable': 'The form could not be read',
  'page.unreadable.text': 'Nothing was registered. Go back and send it again.',
  'page.broken': 'Something went wrong',
  'page.broken.text': 'Try again in a moment.',
  'page.wait': 'Wait a moment',
  'page.wait.text': {
    one: 'Many requests came from your network in a short time. Nothing is lost: try again in a second.',
    other: 'Many requests came from your network in a short time. Nothing is lost: try again in {count} seconds.',
  },
  'page.expired': 'This page was open for a long time. Your answers are still here; send them again.',
} as const satisfies Words
