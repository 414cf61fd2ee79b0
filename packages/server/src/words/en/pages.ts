import type { Words } from '@training-signup/contract'

/** The hosted pages, apart from the training and its form. */
export const pagesEn = {
  'page.list': 'Free trainings',
  'page.list.past': 'Past trainings',
  'page.list.more': 'More trainings',
  'page.list.first': 'Back to the first trainings',
  'page.list.pages': 'Pages of the list',
  'page.none': 'No trainings are posted right now.',
  'page.more': 'Details and registration',
  'page.calendar.text': 'Have a seat? Choose your calendar.',
  'page.share': 'Share',
  'page.share.text': 'This link leads to the training. It says nothing about you or your registration.',
  'page.share.link': 'Link to the training',
  'page.share.copy': 'Copy the link',
  'page.share.copied': 'Copied.',
  'page.back': 'All trainings',
  'page.link': 'Register for the free training',
  'page.link.one': 'Register: {title}',
  'page.link.several': 'See free trainings and register',
  'page.notFound': 'We can’t find that page',
  'page.notFound.text': 'The address may have a typo, or the training may have been taken down.',
  'page.error': 'Error: {title}',
  'page.privacy.text':
    'Your answers go to the organizer, to run this training. Sponsors and partners never see them. We delete them by {date}.',
  'page.privacy.text.named':
    'Your answers go to {organizer}, to run this training. Sponsors and partners never see them. We delete them by {date}.',
  'page.privacy.certificate': {
    one: 'If you get a certificate, we keep what’s printed on it, like your name, agency, and license number, and when you were here, for {count} year.',
    other:
      'If you get a certificate, we keep what’s printed on it, like your name, agency, and license number, and when you were here, for {count} years.',
  },
  'page.accessibility': 'Accessibility',
  'page.accessibility.text': 'Everyone should be able to register here. Before each new version, we test these pages:',
  'page.accessibility.rules':
    'Against the rules of WCAG 2.2, levels A and AA, that a program can check, in light and dark colors',
  'page.accessibility.size': 'On screens 320 pixels wide, and with text twice as large',
  'page.accessibility.keyboard': 'With a keyboard alone',
  'page.accessibility.script': 'In browsers without JavaScript',
  'page.accessibility.barrier': 'If something gets in your way',
  'page.accessibility.barrier.text':
    'A program can’t find every barrier. Tell the organizer what happened, and on which page. They can also register you.',
  'page.accessibility.contact': 'How to reach them is on the training’s page.',
  'page.accessibility.needs': 'Accommodations at the training',
  'page.accessibility.needs.text':
    'Need an ASL interpreter, captions, large print, or step-free seating? Say so when you register, or tell the organizer. Interpreters and captions take about 2 weeks to book.',
  'page.onlyIf': 'Only if you answered “{answer}”',
  'page.upcoming.text': 'Come back then. The form will be on this page.',
  'page.trap': 'Your browser filled in a field you can’t see. We cleared it: press the button again.',
  'page.elsewhere': 'This form was sent from another site',
  'page.elsewhere.text': 'Nothing was saved. Open the training’s page on this site, and fill in the form there.',
  'page.sent': 'This form was already sent. If these answers are for another person, send them again.',
  'page.unreadable': 'We couldn’t read the form',
  'page.unreadable.text': 'Nothing was saved. Go back and send it again.',
  'page.broken': 'Something went wrong',
  'page.broken.text': 'Try again in a moment.',
  'page.errorId': 'If you report this, add this number: {id}',
  'page.wait': 'One moment',
  'page.wait.text': {
    one: 'We’re getting a lot of requests from your network. Nothing is lost. Try again in a second.',
    other: 'We’re getting a lot of requests from your network. Nothing is lost. Try again in {count} seconds.',
  },
  'page.expired': 'This page was open for a long time. Your answers are still here. Send them again.',

  // The form for a group, where no script runs
  'page.group.rows.text': 'Rows that you leave empty are ignored.',
  'page.group.rows': 'Add more rows',
  'page.group.submit': 'Register your group',
  'page.group.submit.approval': 'Request seats',
  'page.group.sent': 'This form was already sent. If these answers are for other people, send them again.',

  'partnerReport.title': 'Registrations from {name}',
  'partnerReport.text':
    'How often the form came into view on your pages, how often someone began to fill it in, and how many people registered.',
  'partnerReport.asOf': 'Counted through {day}, once a day.',
  'partnerReport.none': 'Nothing to count yet. Numbers show up here the day after the form is seen on your page.',
  'partnerReport.training': 'Training',
  'partnerReport.views': 'Views',
  'partnerReport.starts': 'Started',
  'partnerReport.signUps': 'Registered',
  'partnerReport.private':
    'Counts only, never a name. Registrations are rounded down to steps of 5, and include people who registered twice.',
} as const satisfies Words
