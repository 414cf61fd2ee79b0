import type { App } from '../../../core/context.ts'
import { askForMissing, readAsked, takesAnswers, whoToAsk } from '../../../core/credit/ask-missing.ts'
import {
  contentOf,
  issueCertificates,
  replaceCertificate,
  revokeCertificate,
  sendAgain,
} from '../../../core/credit/certificates.ts'
import { isReady, readStandings } from '../../../core/credit/standings.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { certificateOf } from '../../api/credit/standing-list.ts'
import { openCertificateZip } from '../../files/certificate-zip.ts'
import { sendFile } from '../../files/send-file.ts'
import type { Pages, Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { addAsked } from '../sent-forms/asking.ts'

const guard = { needs: 'change-people', of: 'training' } as const

const trainingIn = (app: App, { c }: Pick<Visit, 'c'>) => readTraining(app, c.req.param('slug') ?? '')

/** Adds what is done with certificates: sending, replacing, taking back, and all of them as a file. */
export function addCertificateActs(app: App, pages: Pages): void {
  addSending(app, pages)
  addAsking(app, pages)
  addEnd(app, pages, 'replace', replaceCertificate)
  addEnd(app, pages, 'revoke', revokeCertificate)
  addEnd(app, pages, 'again', sendAgain)
  const exports = { needs: 'export-people', of: 'training' } as const
  pages.page('/trainings/:slug/credit/certificates.zip', exports, async (visit) => {
    const { row } = await trainingIn(app, visit)
    return sendFile(app, visit.c, openCertificateZip(app, visit.caller.scope, row))
  })
}

async function crumbs(app: App, visit: Visit) {
  const training = await trainingIn(app, visit)
  const path = `/trainings/${training.row.slug}/credit`
  const credit = { title: say(visit.lang, 'admin.credit.title'), path }
  return { training, path, section: 'trainings' as const, crumbs: [...crumbsOf({ training }, visit.lang), credit] }
}

function addAsking(app: App, pages: Pages): void {
  addAsked(
    app,
    pages,
    '/trainings/:slug/credit/ask',
    { needs: 'send-messages', of: 'training' },
    {
      ask: async (visit) => {
        const { training, path, ...shown } = await crumbs(app, visit)
        const { row } = training
        const standings = await readStandings(app, row.id)
        const asked = await readAsked(app.db.reader, row.id)
        const { length: count } = whoToAsk(app, standings, { asked, takesNow: await takesAnswers(app, row) })
        const { lang } = visit
        if (count === 0) return visit.c.redirect(`${app.config.publicUrl}/admin${path}`, 303)
        return {
          ...shown,
          title: say(lang, 'admin.credit.ask.title', { count }),
          text: [say(lang, 'admin.credit.ask.hint'), say(lang, 'admin.credit.ask.text')],
          button: say(lang, 'admin.credit.ask', { count }),
          back: path,
        }
      },
      act: async ({ leadTo, ...visit }) => {
        const { row } = await trainingIn(app, visit)
        return leadTo(`/trainings/${row.slug}/credit?asked=${await askForMissing(app, row.slug)}`)
      },
    },
  )
}

function addSending(app: App, pages: Pages): void {
  addAsked(app, pages, '/trainings/:slug/credit/send', guard, {
    ask: async (visit) => {
      const { training, path, ...shown } = await crumbs(app, visit)
      const standings = await readStandings(app, training.row.id)
      const count = standings.filter(isReady).length
      const { lang } = visit
      if (count === 0) return visit.c.redirect(`${app.config.publicUrl}/admin${path}`, 303)
      return {
        ...shown,
        title: say(lang, 'admin.credit.send.title', { count }),
        text: [say(lang, 'admin.credit.send.text')],
        button: say(lang, 'admin.credit.send', { count }),
        back: path,
      }
    },
    act: async ({ leadTo, ...visit }) => {
      const { row } = await trainingIn(app, visit)
      const { issued } = await issueCertificates(app, row.id)
      return leadTo(`/trainings/${row.slug}/credit?sent=${issued}`)
    },
  })
}

/** Adds an action about one certificate, and the page that asks before. */
function addEnd(
  app: App,
  pages: Pages,
  name: 'replace' | 'revoke' | 'again',
  act: (system: App, serial: string) => Promise<unknown>,
): void {
  const find = async (visit: Visit) => {
    const { row } = await trainingIn(app, visit)
    return certificateOf(app, row.id, visit.c.req.param('serial') ?? '')
  }
  addAsked(app, pages, `/trainings/:slug/credit/:serial/${name}`, guard, {
    ask: async (visit) => {
      const { training: _, path, ...shown } = await crumbs(app, visit)
      const row = await find(visit)
      const { lang } = visit
      return {
        ...shown,
        title: say(lang, `admin.credit.${name}.title`, { serial: row.serial }),
        text: [contentOf(row).name, say(lang, `admin.credit.${name}.text`)],
        button: say(lang, `admin.credit.${name}`),
        isEnd: name === 'revoke',
        back: path,
      }
    },
    act: async ({ leadTo, ...visit }) => {
      const { row } = await trainingIn(app, visit)
      const certificate = await find(visit)
      try {
        await act(app, certificate.serial)
      } catch (error) {
        if (!isProblem(error, 'wrong-status')) throw error
        return leadTo(`/trainings/${row.slug}/credit?failed=${name}`)
      }
      return leadTo(`/trainings/${row.slug}/credit?done=${name}`)
    },
  })
}
