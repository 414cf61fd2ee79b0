import * as init from './001-init.ts'
import * as placementCounts from './002-placement-counts.ts'
import * as deliveries from './003-deliveries.ts'
import * as passingOn from './004-passing-on.ts'
import * as webhooks from './006-webhooks.ts'
import * as messages from './007-messages.ts'
import * as verification from './008-verification.ts'
import * as mailAllowance from './009-mail-allowance.ts'
import * as reminded from './010-reminded.ts'
import * as supervisorRequests from './011-supervisor-requests.ts'
import * as groups from './012-groups.ts'
import * as mailTurns from './014-mail-turns.ts'
import * as verificationAnswers from './015-verification-answers.ts'
import * as verifiedPeople from './016-verified-people.ts'
import * as storedRequests from './017-stored-requests.ts'
import * as wrongCodes from './018-wrong-codes.ts'
import * as mailLimits from './019-mail-limits.ts'
import * as erasure from './020-erasure.ts'
import * as wasConfirmed from './021-was-confirmed.ts'
import * as webhookPauses from './022-webhook-pauses.ts'
import * as codeDigits from './023-code-digits.ts'
import * as mailCauses from './024-mail-causes.ts'
import * as logos from './027-logos.ts'
import * as alerts from './028-alerts.ts'
import * as addressChanges from './029-address-changes.ts'
import * as signIn from './030-sign-in.ts'
import * as peopleSearch from './031-people-search.ts'
import * as checkIn from './032-check-in.ts'
import * as accommodations from './034-accommodations.ts'
import * as placements from './036-placements.ts'
import * as audit from './037-audit.ts'
import * as bulkActions from './038-bulk-actions.ts'
import * as agenciesAndPairs from './039-agencies-and-pairs.ts'
import * as statusChanges from './040-status-changes.ts'
import * as messageTraining from './041-message-training.ts'
import * as silentChanges from './042-silent-changes.ts'
import * as namedRecipients from './043-named-recipients.ts'
import * as fullNames from './044-full-names.ts'
import * as trainingLists from './045-training-lists.ts'
import * as duplicatePositions from './046-duplicate-positions.ts'
import * as accountNotices from './047-account-notices.ts'
import * as forms from './049-forms.ts'
import * as restoring from './050-restoring.ts'
import * as sparseIndexes from './052-sparse-indexes.ts'
import * as strangers from './056-strangers.ts'
import * as auditRefusals from './057-audit-refusals.ts'
import * as doorPasses from './059-door-passes.ts'
import * as mailTaken from './060-mail-taken.ts'
import * as agencyEdits from './063-agency-edits.ts'
import * as trainingNews from './065-training-news.ts'
import * as hostViews from './067-host-views.ts'
import * as seatedOnly from './069-seated-only.ts'
import * as ownSessions from './070-own-sessions.ts'
import * as proofs from './071-proofs.ts'
import * as signInCodes from './072-sign-in-codes.ts'
import * as ownNames from './074-own-names.ts'
import * as searchWords from './075-search-words.ts'
import * as provenMail from './076-proven-mail.ts'
import * as callsAndLetters from './077-calls-and-letters.ts'
import * as organizerDefaults from './078-organizer-defaults.ts'
import * as auditDays from './079-audit-days.ts'
import * as heldCounts from './080-held-counts.ts'
import * as addressWords from './083-address-words.ts'
import * as supervisorReasons from './086-supervisor-reasons.ts'
import * as mailWaiting from './089-mail-waiting.ts'
import * as marks from './090-marks.ts'
import * as credit from './092-credit.ts'
import * as certificates from './093-certificates.ts'
import * as credentialKeys from './094-credential-keys.ts'
import * as evaluation from './095-evaluation.ts'
import * as runsFrom from './099-runs-from.ts'
import * as closedDays from './101-closed-days.ts'
import * as auditArchive from './106-audit-archive.ts'
import * as openedSeats from './113-opened-seats.ts'
import * as kiosks from './114-kiosks.ts'
import * as creditKept from './116-credit-kept.ts'
import * as addedEntries from './117-added-entries.ts'
import * as coordinatorNews from './118-coordinator-news.ts'
import * as searchState from './119-search-state.ts'
import * as deletedCertificates from './121-deleted-certificates.ts'
import * as toldCoordinators from './122-told-coordinators.ts'
import * as listOrders from './123-list-orders.ts'
import * as partnerOrder from './124-partner-order.ts'
import * as channelOrder from './125-channel-order.ts'
import * as endedCredentials from './127-ended-credentials.ts'
import * as begunOff from './128-begun-off.ts'

/** In the order of their names; an applied one is never changed. */
export const migrations = {
  '001-init': init,
  '002-placement-counts': placementCounts,
  '003-deliveries': deliveries,
  '004-passing-on': passingOn,
  '006-webhooks': webhooks,
  '007-messages': messages,
  '008-verification': verification,
  '009-mail-allowance': mailAllowance,
  '010-reminded': reminded,
  '011-supervisor-requests': supervisorRequests,
  '012-groups': groups,
  '014-mail-turns': mailTurns,
  '015-verification-answers': verificationAnswers,
  '016-verified-people': verifiedPeople,
  '017-stored-requests': storedRequests,
  '018-wrong-codes': wrongCodes,
  '019-mail-limits': mailLimits,
  '020-erasure': erasure,
  '021-was-confirmed': wasConfirmed,
  '022-webhook-pauses': webhookPauses,
  '023-code-digits': codeDigits,
  '024-mail-causes': mailCauses,
  '027-logos': logos,
  '028-alerts': alerts,
  '029-address-changes': addressChanges,
  '031-people-search': peopleSearch,
  '034-accommodations': accommodations,
  '036-placements': placements,
  '032-check-in': checkIn,
  '037-audit': audit,
  '030-sign-in': signIn,
  '039-agencies-and-pairs': agenciesAndPairs,
  '040-status-changes': statusChanges,
  '041-message-training': messageTraining,
  '038-bulk-actions': bulkActions,
  '042-silent-changes': silentChanges,
  '043-named-recipients': namedRecipients,
  '044-full-names': fullNames,
  '045-training-lists': trainingLists,
  '046-duplicate-positions': duplicatePositions,
  '052-sparse-indexes': sparseIndexes,
  '049-forms': forms,
  '059-door-passes': doorPasses,
  '047-account-notices': accountNotices,
  '050-restoring': restoring,
  '056-strangers': strangers,
  '057-audit-refusals': auditRefusals,
  '060-mail-taken': mailTaken,
  '063-agency-edits': agencyEdits,
  '065-training-news': trainingNews,
  '067-host-views': hostViews,
  '069-seated-only': seatedOnly,
  '070-own-sessions': ownSessions,
  '071-proofs': proofs,
  '072-sign-in-codes': signInCodes,
  '074-own-names': ownNames,
  '075-search-words': searchWords,
  '076-proven-mail': provenMail,
  '077-calls-and-letters': callsAndLetters,
  '078-organizer-defaults': organizerDefaults,
  '079-audit-days': auditDays,
  '080-held-counts': heldCounts,
  '083-address-words': addressWords,
  '086-supervisor-reasons': supervisorReasons,
  '089-mail-waiting': mailWaiting,
  '090-marks': marks,
  '092-credit': credit,
  '093-certificates': certificates,
  '094-credential-keys': credentialKeys,
  '095-evaluation': evaluation,
  '099-runs-from': runsFrom,
  '101-closed-days': closedDays,
  '106-audit-archive': auditArchive,
  '113-opened-seats': openedSeats,
  '114-kiosks': kiosks,
  '116-credit-kept': creditKept,
  '117-added-entries': addedEntries,
  '118-coordinator-news': coordinatorNews,
  '119-search-state': searchState,
  '121-deleted-certificates': deletedCertificates,
  '122-told-coordinators': toldCoordinators,
  '123-list-orders': listOrders,
  '124-partner-order': partnerOrder,
  '125-channel-order': channelOrder,
  '127-ended-credentials': endedCredentials,
  '128-begun-off': begunOff,
}
