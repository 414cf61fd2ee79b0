import type { AccountRole } from '@training-signup/contract'

/**
 * What a role’s scope does to a request. `object`: it names something of a training. `both`: it
 * names two trainings. `list`: it shows what is within the scope. `partner`: it names a partner.
 * `everything`: only someone who reaches all trainings may. `free`: the scope changes nothing.
 * `person`: keys may not.
 */
export type Reach = 'object' | 'both' | 'list' | 'partner' | 'everything' | 'free' | 'person'

export interface Rule {
  who: readonly AccountRole[]
  reach: Reach
}

export const rule = (who: string, reach: Reach): Rule => ({ who: who.split(' ') as AccountRole[], reach })
export const reading = (reach: Reach) => rule('owner organizer auditor', reach)
export const changing = (reach: Reach) => rule('owner organizer', reach)
export const seeingPeople = (reach: Reach) => rule('owner organizer agency auditor', reach)
export const seeingNumbers = (reach: Reach) => rule('owner organizer partner auditor', reach)
export const atDoor = rule('owner organizer door', 'object')
/** What an organizer lets coordinators of agencies do. */
export const coordinating = rule('owner organizer agency', 'object')
/** Only for people: a key with it would outlive its own end. */
export const owning = rule('owner', 'person')
/** People who are signed in decide about themselves, whatever their role. */
const ofOneself = owning

/**
 * Who may use each operation of the organizers' API. Written apart from the routes, to be compared.
 */
export const operationRules: Record<string, Rule> = {
  listTrainings: reading('list'),
  createTraining: changing('everything'),
  readTraining: reading('object'),
  replaceTraining: changing('object'),
  changeTraining: changing('object'),
  deleteTraining: changing('object'),
  previewTraining: changing('object'),
  checkTraining: reading('object'),
  testTraining: changing('object'),
  previewTrainingChange: changing('object'),
  uploadLogo: changing('free'),
  readOrganizer: reading('free'),
  replaceOrganizer: rule('owner', 'everything'),
  readToday: changing('list'),
  readReminders: reading('object'),
  changeReminder: changing('object'),
  previewReminder: changing('object'),
  readEvaluation: reading('object'),
  saveEvaluation: changing('object'),
  deleteEvaluation: changing('object'),
  sendEvaluation: changing('object'),
  readEvaluationResults: reading('object'),
  reportToFunders: reading('object'),
  exportFunderReport: reading('object'),
  printFunderReport: reading('object'),

  listPairs: changing('object'),
  keepOne: changing('object'),
  tellApart: changing('object'),

  listAgencies: changing('list'),
  previewAgencyMerge: changing('everything'),
  mergeAgencies: changing('everything'),
  splitAgency: changing('everything'),
  listAgencyMerges: changing('everything'),
  undoAgencyMerge: changing('everything'),

  listRegistrations: seeingPeople('list'),
  findPeople: seeingPeople('list'),
  addRegistrations: changing('object'),
  registerAgencyPerson: coordinating,
  replaceAgencyPerson: coordinating,
  giveUpAgencySeat: coordinating,
  previewImport: changing('object'),
  importPeople: changing('object'),
  readRegistration: seeingPeople('object'),
  correctRegistration: changing('object'),
  eraseRegistration: changing('object'),
  moveRegistration: changing('object'),
  previewDecision: changing('object'),
  moveGroup: changing('object'),
  createBulkAction: changing('object'),
  previewBulkAction: changing('object'),
  listBulkActions: seeingPeople('list'),
  readBulkAction: seeingPeople('object'),
  runBulkAction: changing('object'),
  undoBulkAction: changing('object'),
  exportRegistrations: changing('list'),
  exportWorkbook: changing('list'),
  printSignInSheet: changing('object'),
  printBadges: changing('object'),
  listAccommodations: changing('object'),
  exportAccommodations: changing('object'),
  noteAccommodation: changing('object'),
  reportOnRegistrations: reading('object'),
  exportReport: reading('object'),
  listRequests: seeingPeople('object'),
  readRequest: seeingPeople('object'),
  vouchForRequest: changing('object'),
  endRequest: changing('object'),

  readHistory: seeingPeople('object'),
  moveToTraining: changing('both'),
  sendAgain: changing('object'),
  readDoor: atDoor,
  checkIn: atDoor,
  undoCheckIn: atDoor,
  storeMarks: atDoor,
  listMarks: atDoor,
  openUnclaimedSeats: changing('object'),
  keepUnclaimedSeats: changing('object'),
  seatAtDoor: atDoor,
  addWalkIn: atDoor,
  readAttendance: seeingPeople('object'),
  readTrainingDay: seeingPeople('object'),
  closeTrainingDay: changing('object'),
  reopenTrainingDay: changing('object'),
  listNoShows: seeingPeople('object'),
  countUntilEnd: changing('object'),
  listMarksOf: seeingPeople('object'),
  correctAttendance: changing('object'),

  listMails: reading('list'),
  retryMail: changing('object'),
  markMailReturned: changing('object'),
  unmarkMailReturned: changing('object'),
  draftMessage: changing('object'),
  listMessages: reading('list'),
  readMessage: reading('object'),
  changeMessage: changing('object'),
  deleteMessage: changing('object'),
  previewMessage: changing('object'),
  testMessage: changing('object'),
  sendMessage: changing('object'),
  listCreditProfiles: reading('free'),
  createCreditProfile: changing('everything'),
  readCreditProfile: reading('free'),
  replaceCreditProfile: changing('everything'),
  removeCreditProfile: changing('everything'),
  readTrainingCredit: reading('object'),
  replaceTrainingCredit: changing('object'),
  listCreditStandings: seeingPeople('object'),
  issueCertificates: changing('object'),
  quoteComment: changing('object'),
  askForMissing: changing('object'),
  enterLicense: changing('object'),
  exportCertificates: changing('object'),
  exportCredit: changing('object'),
  exportCreditWorkbook: changing('object'),
  revokeCertificate: changing('object'),
  replaceCertificate: changing('object'),

  listMessageTemplates: reading('free'),
  saveMessageTemplate: changing('free'),
  deleteMessageTemplate: changing('free'),
  scheduleMessage: changing('object'),
  unscheduleMessage: changing('object'),

  listPartners: reading('free'),
  createPartner: changing('everything'),
  readPartner: reading('partner'),
  replacePartner: changing('partner'),
  deletePartner: changing('partner'),
  listPartnerHosts: reading('partner'),
  listPlacements: reading('partner'),
  addPlacement: changing('partner'),
  checkPlacement: changing('partner'),
  removePlacement: changing('partner'),
  makeReportLink: changing('partner'),
  endReportLink: changing('partner'),
  reportOnPeriod: reading('everything'),
  exportPeriodReport: reading('everything'),
  printPeriodReport: reading('everything'),
  readNumbers: reading('object'),
  exportNumbers: reading('object'),
  reportOnPartners: seeingNumbers('list'),
  reportOnPartner: seeingNumbers('partner'),

  listWebhooks: changing('everything'),
  createWebhook: changing('everything'),
  readWebhook: changing('everything'),
  changeWebhook: changing('everything'),
  deleteWebhook: changing('everything'),
  rotateSecret: changing('everything'),
  finishRotation: changing('everything'),
  testWebhook: changing('everything'),
  listDeliveries: changing('everything'),
  replayDelivery: changing('everything'),

  listAuditEntries: rule('owner auditor', 'everything'),
  exportAuditEntries: rule('owner auditor', 'everything'),
  listAccounts: owning,
  addAccount: owning,
  readAccount: owning,
  changeAccount: owning,
  removeAccount: owning,
  changeProfile: ofOneself,
  readSignIns: ofOneself,
  endSessions: ofOneself,
  removePasskey: ofOneself,
  listKeys: changing('person'),
  makeKey: changing('person'),
  endKey: changing('person'),
}
