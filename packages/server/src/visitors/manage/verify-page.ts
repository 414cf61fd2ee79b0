import type { RegistrationResult } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { type PendingSignUp, pendingSignUps, readSignUp } from '../../core/pending-sign-ups/pending-sign-up.ts'
import { verifyByLink } from '../../core/pending-sign-ups/verify.ts'
import { fullName } from '../../core/people/person-columns.ts'
import { createVerificationTokens } from '../../core/proof/token.ts'
import { outcomeOf } from '../../core/seats/result.ts'
import { answerPage, type Html, type Page } from '../../platform/html/layout.ts'
import { type Moment, moodOfStatus, moods } from '../../platform/html/moment.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { mailedKey, say } from '../../words/index.ts'
import { trainingMessage, trainingRecap } from '../pages/training/training-details.ts'
import { referenceView } from '../pages/training/training-page.ts'
import { type LinkOwner, linkOwnerOf, trainingOf } from './link-owner.ts'
import { buttonView, frame } from './views.ts'

/**
 * A person who opened the verification link in their mailbox. The link alone is enough to verify
 * the sign-up.
 */
type Verifier = LinkOwner & { pending: PendingSignUp }

/**
 * Creates the page that finishes a sign-up with a button, so that programs that open the links of
 * emails do not finish it.
 */
export function createVerifying(system: System) {
  const find = createFinder(system)
  return {
    async show(c: Context): Promise<Response> {
      const verifier = await find(c)
      return answerPage(c, system.config, pageFor(verifier, system.now().toISOString()))
    },
    async act(c: Context): Promise<Response> {
      const verifier = await find(c)
      try {
        const result = await verifyByLink(system, verifier.pending.id)
        return answerPage(c, system.config, resultPage(verifier, result))
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        if (error.problemName === 'verification-over') return answerPage(c, system.config, overPage(verifier), 409)
        if (error.problemName === 'training-cancelled')
          return answerPage(c, system.config, cancelledPage(verifier), 409)
        throw error
      }
    },
  }
}

function createFinder(system: System) {
  const tokens = createVerificationTokens(system)
  return async (c: Context): Promise<Verifier> => {
    const token = c.req.param('token') ?? ''
    const named = tokens.read(token)
    const pending =
      named && (await pendingSignUps(system.db.reader).where('proof.id', '=', named.id).executeTakeFirst())
    if (!pending || !named.isLinkTo(pending.address)) throw new ProblemError('not-found')
    const stored = await trainingOf(system, pending.training_id)
    const owner = linkOwnerOf(system, c, stored, { path: `/r/verify/${token}`, preferredLang: pending.lang })
    return { ...owner, pending }
  }
}

function pageFor(verifier: Verifier, now: string): Page {
  const { pending, training, lang, at } = verifier
  if (training.state === 'cancelled') return cancelledPage(verifier)
  if (pending.verified_at !== null)
    return sayingPage(verifier, {
      mood: moods.good,
      title: say(lang, 'page.verify.done'),
      text: say(lang, 'page.verify.done.text'),
    })
  if (pending.ends_at <= now) return overPage(verifier)
  return sayingPage(verifier, {
    mood: moods.code,
    title: say(lang, 'page.verify'),
    text: say(lang, 'page.verify.text'),
    more: asking(),
  })

  function asking(): Html {
    // A group's names are not shown to an address that is not proven yet.
    const {
      coordinator,
      people: [person],
    } = readSignUp(pending)
    const name = coordinator || !person ? '' : fullName(person.givenName, person.familyName)
    return html`${name ? html`<p>${say(lang, 'manage.name')} <strong>${name}</strong></p>` : ''}
${buttonView(at(), say(lang, 'verify.button'))}`
  }
}

const overPage = (verifier: Verifier): Page =>
  sayingPage(verifier, {
    mood: moods.ended,
    title: say(verifier.lang, 'verify.over'),
    text: say(verifier.lang, 'page.verify.over.text'),
    more: html`<p><a href="${verifier.training.links.page}">${say(verifier.lang, 'verify.over.again')}</a></p>`,
  })

const cancelledPage = (verifier: Verifier): Page =>
  sayingPage(verifier, {
    mood: moods.ended,
    title: verifier.training.notice.title,
    text: verifier.training.notice.text,
  })

function resultPage(verifier: Verifier, { status, people, reference }: RegistrationResult): Page {
  const { training, lang } = verifier
  const outcome = outcomeOf(
    status,
    people.map((person) => person.status),
  )
  return sayingPage(
    verifier,
    {
      mood: moodOfStatus[outcome],
      title: say(lang, `result.${outcome}`),
      text: say(lang, mailedKey(`result.${outcome}.text`, true)),
      more: referenceView(lang, reference),
    },
    trainingRecap(training, lang, { hasSeat: status === 'confirmed' }),
  )
}

const sayingPage = (
  verifier: Verifier,
  moment: Moment,
  details = trainingRecap(verifier.training, verifier.lang),
): Page => ({
  ...frame(verifier),
  languages: verifier.languages,
  title: moment.title,
  body: trainingMessage(verifier.training, verifier.lang, moment, details),
})
