import assert from 'node:assert/strict'
import { test } from 'mocha'
import { loadOrganizersPages } from '../../start/app.ts'
import { readDocument } from '../../testing/pages/served-document.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

/** By which operation programs do what the pages of the day, of credit, and of the evaluation do. */
const operationOf: Record<string, string> = {
  '/door/:slug/walk-in': 'addWalkIn',
  '/door/:slug/opened-seats': 'openUnclaimedSeats',
  '/door/:slug/kept-seats': 'keepUnclaimedSeats',
  '/door/:slug/:id/seat': 'seatAtDoor',
  '/door/:slug/:id/check-in': 'checkIn',
  '/door/:slug/:id/check-out': 'storeMarks',
  '/door/:slug/:id/undo': 'undoCheckIn',
  '/trainings/:slug/attendance/close': 'closeTrainingDay',
  '/trainings/:slug/attendance/reopen': 'reopenTrainingDay',
  '/trainings/:slug/attendance/paper': 'storeMarks',
  '/trainings/:slug/attendance/paper/undo': 'storeMarks',
  '/trainings/:slug/attendance/decide': 'countUntilEnd',
  '/trainings/:slug/attendance/people/:id': 'correctAttendance',
  '/trainings/:slug/credit/edit': 'replaceTrainingCredit',
  '/trainings/:slug/credit/send': 'issueCertificates',
  '/trainings/:slug/credit/ask': 'askForMissing',
  '/trainings/:slug/credit/:serial/replace': 'replaceCertificate',
  '/trainings/:slug/credit/:serial/revoke': 'revokeCertificate',
  '/trainings/:slug/credit/:serial/again': 'issueCertificates',
  '/registrations/:id/license': 'enterLicense',
  '/profiles/new': 'createCreditProfile',
  '/profiles/:id': 'replaceCreditProfile',
  '/profiles/:id/remove': 'removeCreditProfile',
  '/trainings/:slug/evaluation/edit': 'saveEvaluation',
  '/trainings/:slug/evaluation/remove': 'deleteEvaluation',
  '/trainings/:slug/evaluation/send': 'sendEvaluation',
  '/trainings/:slug/evaluation/tries': 'saveEvaluation',
  '/trainings/:slug/evaluation/quotes': 'quoteComment',
}

/** By which operation programs read what these pages show, and get their files. */
const readingOf: Record<string, string> = {
  '/door/:slug': 'readDoor',
  '/trainings/:slug/attendance': 'readAttendance',
  '/trainings/:slug/attendance/away': 'listNoShows',
  '/trainings/:slug/attendance/close': 'readTrainingDay',
  '/trainings/:slug/credit': 'listCreditStandings',
  '/trainings/:slug/credit/edit': 'readTrainingCredit',
  '/trainings/:slug/credit/certificates.zip': 'exportCertificates',
  '/trainings/:slug/credit/:profile/registrar.csv': 'exportCredit',
  '/trainings/:slug/credit/:profile/registrar.xlsx': 'exportCreditWorkbook',
  '/profiles': 'listCreditProfiles',
  '/profiles/:id': 'readCreditProfile',
  '/trainings/:slug/evaluation': 'readEvaluationResults',
  '/trainings/:slug/evaluation/edit': 'readEvaluation',
  '/trainings/:slug/evaluation/report': 'reportToFunders',
  '/trainings/:slug/evaluation/report.csv': 'exportFunderReport',
  '/trainings/:slug/evaluation/report.pdf': 'printFunderReport',
}

/** A screen for people at the door, which stores marks; the door without names; lists of links. */
const onlyPages = new Set([
  'GET /door/:slug/kept',
  'GET /door/:slug/kiosk',
  'POST /door/:slug/kiosk',
  'POST /door/:slug/kiosk/check-in',
  'GET /door',
  'GET /trainings/:slug/credit/boards',
])

onBothDatabases('what pages do about the day', (given) => {
  const isOfDay = (path: string) =>
    /^\/(?:door(?:\/|$)|profiles|trainings\/:slug\/(?:attendance|credit|evaluation)|registrations\/:id\/license$)/.test(
      path,
    )

  test('programs do and read by the API, too', async () => {
    const routes = (await loadOrganizersPages(given().context)).routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => ({ method, path: path.slice('/admin'.length).replaceAll(/\{[^}]*\}+/g, '') }))
      .filter(({ method, path }) => isOfDay(path) && !onlyPages.has(`${method} ${path}`))
    const acts = [...new Set(routes.flatMap(({ method, path }) => (method === 'POST' ? path : [])))]
    assert.deepEqual(acts.toSorted(), Object.keys(operationOf).toSorted())
    const pages = new Set(routes.flatMap(({ method, path }) => (method === 'GET' ? path : [])))
    // A page with a form shows what its button does.
    const shown = [...pages].filter((path) => !(path in operationOf) || path in readingOf)
    assert.deepEqual(shown.toSorted(), Object.keys(readingOf).toSorted())
    const operations = new Set((await readDocument(given())).operations.map(({ id }) => id))
    for (const id of [...Object.values(operationOf), ...Object.values(readingOf)]) assert.ok(operations.has(id), id)
  })
})
