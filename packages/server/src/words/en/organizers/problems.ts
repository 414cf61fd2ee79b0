import type { Words } from '@training-signup/contract'

/** Why something is refused, where the API would speak of requests. Under the names of refusals. */
export const adminProblemsEn = {
  'admin.problem.busy': 'Nothing was saved. Try again in a minute.',
  'admin.problem.in-use': 'Take this partner out of the sponsors of those trainings first.',
  'admin.problem.internal': 'We logged it. Check whether something was saved before you try again.',
  'admin.problem.invalid-answers': 'The training’s form doesn’t take them. Go back and check the answers.',
  'admin.problem.invalid-input': 'Go back, check what you entered, and try again. Nothing was saved.',
  'admin.problem.malformed': 'The form arrived incomplete. Go back, load the page again, and try once more.',
  'admin.problem.method-not-allowed': 'A button leads here, not a link. Go back to the page before.',
  'admin.problem.precondition-failed': 'Load the page again, and repeat your change. Nothing was saved.',
  'admin.problem.too-large': 'What you sent is larger than this page takes. Nothing was saved.',
  'admin.problem.too-many-codes': 'Wait a minute, then ask for another one.',
  'admin.problem.too-many-requests': 'Wait a minute, then try again.',
  'admin.problem.wrong-status': 'Something may have changed in the meantime. Load the page again.',
} as const satisfies Words
