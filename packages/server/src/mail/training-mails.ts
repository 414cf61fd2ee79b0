import { say } from '../words/index.ts'
import { type Composed, type Composer, text } from './composed.ts'
import { type Place, placeMail, standing, tellStanding, whileIn } from './place-mail.ts'

/** What becomes of the training, told to everybody who has a place in it or waits for one. */
export const trainingMails = {
  'training-changed': whileIn(standing, changedMail),
  'training-cancelled': (about) => {
    const { registration, training } = about
    if (training.state !== 'cancelled' || !registration) return undefined
    return standing.some((status) => status === registration.status)
      ? cancelledMail({ ...about, registration })
      : undefined
  },
} satisfies Record<string, Composer>

function changedMail(place: Place): Composed {
  const { lang, registration } = place
  const hasCalendar = registration.status === 'confirmed'
  return placeMail(place, {
    heading: say(lang, 'mail.training-changed'),
    text: `${say(lang, 'mail.training-changed.text')} ${tellStanding(place)}`,
    more: hasCalendar ? [text(say(lang, 'mail.training-changed.calendar'))] : [],
    hasCalendar,
  })
}

/** There is nothing left to change, so it leads nowhere. */
function cancelledMail(place: Place): Composed {
  const { lang, registration } = place
  const hasCalendar = registration.status === 'confirmed'
  return placeMail(place, {
    heading: say(lang, 'mail.training-cancelled'),
    text: say(lang, 'mail.training-cancelled.text'),
    button: null,
    more: hasCalendar ? [text(say(lang, 'mail.training-cancelled.calendar'))] : [],
    hasCalendar,
  })
}
