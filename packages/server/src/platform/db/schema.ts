import type { AuditRefusalTable, AuditSealTable, AuditTable } from './tables/audit.ts'
import type {
  AccountNoticeTable,
  AuthKeyTable,
  AuthPasskeyTable,
  AuthSessionTable,
  AuthUserTable,
  DoorPassTable,
  KioskTable,
  SingleUseTable,
} from './tables/auth.ts'
import type { ErasureTable } from './tables/erasure.ts'
import type { AlertTable } from './tables/mails/alert.ts'
import type { MailHourTable } from './tables/mails/mail-hour.ts'
import type { MailboxSlotTable } from './tables/mails/mailbox-slot.ts'
import type {
  MessageMailTable,
  MessagePersonTable,
  MessageTable,
  MessageTemplateTable,
} from './tables/mails/message.ts'
import type { OutboxPersonTable, OutboxTable } from './tables/mails/outbox.ts'
import type { AddressChangeTable, PendingSignUpTable, ProofTable } from './tables/mails/proof.ts'
import type { RemindedTable, ReminderTextTable } from './tables/mails/reminded.ts'
import type { TrainingNewsTable } from './tables/mails/training-news.ts'
import type { UnsubscribedTable } from './tables/mails/unsubscribed.ts'
import type { WrongCodeTable } from './tables/mails/wrong-code.ts'
import type { AccommodationTable } from './tables/people/accommodation.ts'
import type { AgencyAliasTable, AgencyChangeTable, AgencyEditTable } from './tables/people/agency-alias.ts'
import type { BulkActionPersonTable, BulkActionTable } from './tables/people/bulk-action.ts'
import type { DuplicateTable } from './tables/people/duplicate.ts'
import type { FormPressTable, KeptFormTable } from './tables/people/form.ts'
import type { IdempotencyTable } from './tables/people/idempotency.ts'
import type { ComparedTable, LikelyPairTable, LikenessTable } from './tables/people/likely-pair.ts'
import type { PersonEventTable, ToldCoordinatorTable } from './tables/people/person-event.ts'
import type { RegistrationTable } from './tables/people/registration.ts'
import type { RegistrationGroupTable } from './tables/people/registration-group.ts'
import type { SearchStateTable, SearchWordTable } from './tables/people/search-word.ts'
import type { StatusChangeTable } from './tables/people/status-change.ts'
import type { SupervisorRequestTable } from './tables/people/supervisor-request.ts'
import type { TransferTable } from './tables/people/transfer.ts'
import type { ErasedTable, LeftMailTable, RestorationTable } from './tables/restoration.ts'
import type {
  CertificateTable,
  CredentialKeyTable,
  CreditProfileTable,
  DeletedCertificateTable,
  EndedCredentialTable,
  TrainingCreditTable,
} from './tables/trainings/credit.ts'
import type {
  EvaluatedTable,
  EvaluationBoxTable,
  EvaluationTable,
  FollowUpTable,
  TestTryTable,
  WaitingAnswerTable,
  WaitingMarkTable,
} from './tables/trainings/evaluation.ts'
import type { HeldCountTable, ImpressionCountTable } from './tables/trainings/impression-count.ts'
import type { LogoTable } from './tables/trainings/logo.ts'
import type { MarkTable } from './tables/trainings/mark.ts'
import type { OrganizerDefaultsTable } from './tables/trainings/organizer-defaults.ts'
import type { PartnerTable } from './tables/trainings/partner.ts'
import type { PartnerHostTable, PartnerPageTable, ScriptHostTable } from './tables/trainings/partner-page.ts'
import type { TrainingTable } from './tables/trainings/training.ts'
import type { TrainingCountTable } from './tables/trainings/training-count.ts'
import type { WebhookDeliveryTable, WebhookEventTable, WebhookTable } from './tables/webhook.ts'

/**
 * Both engines return the same values: text ids, ISO instants in UTC, `0 | 1`, integers, JSON as
 * text. A column named `…_folded` or `…_canonical` holds a spelling for searching and comparing,
 * never for display.
 */
export interface Tables {
  training: TrainingTable
  training_count: TrainingCountTable
  training_news: TrainingNewsTable
  partner: PartnerTable
  logo: LogoTable
  organizer_defaults: OrganizerDefaultsTable
  credit_profile: CreditProfileTable
  training_credit: TrainingCreditTable
  certificate: CertificateTable
  deleted_certificate: DeletedCertificateTable
  ended_credential: EndedCredentialTable
  credential_key: CredentialKeyTable
  impression_count: ImpressionCountTable
  held_count: HeldCountTable
  partner_page: PartnerPageTable
  partner_host: PartnerHostTable
  script_host: ScriptHostTable
  registration: RegistrationTable
  registration_group: RegistrationGroupTable
  search_word: SearchWordTable
  search_state: SearchStateTable
  status_change: StatusChangeTable
  person_event: PersonEventTable
  told_coordinator: ToldCoordinatorTable
  mark: MarkTable
  duplicate: DuplicateTable
  transfer: TransferTable
  proof: ProofTable
  pending_sign_up: PendingSignUpTable
  address_change: AddressChangeTable
  wrong_code: WrongCodeTable
  accommodation: AccommodationTable
  alert: AlertTable
  bulk_action: BulkActionTable
  bulk_action_person: BulkActionPersonTable
  supervisor_request: SupervisorRequestTable
  idempotency: IdempotencyTable
  outbox: OutboxTable
  outbox_person: OutboxPersonTable
  mailbox_slot: MailboxSlotTable
  mail_hour: MailHourTable
  reminded: RemindedTable
  reminder_text: ReminderTextTable
  message: MessageTable
  message_mail: MessageMailTable
  message_person: MessagePersonTable
  message_template: MessageTemplateTable
  unsubscribed: UnsubscribedTable
  webhook: WebhookTable
  webhook_event: WebhookEventTable
  webhook_delivery: WebhookDeliveryTable
  agency_alias: AgencyAliasTable
  agency_edit: AgencyEditTable
  agency_change: AgencyChangeTable
  evaluation: EvaluationTable
  evaluation_box: EvaluationBoxTable
  waiting_answer: WaitingAnswerTable
  waiting_mark: WaitingMarkTable
  evaluated: EvaluatedTable
  test_try: TestTryTable
  follow_up: FollowUpTable
  likeness: LikenessTable
  likely_pair: LikelyPairTable
  compared: ComparedTable
  erasure: ErasureTable
  erased: ErasedTable
  restoration: RestorationTable
  left_mail: LeftMailTable
  audit: AuditTable
  audit_seal: AuditSealTable
  audit_refusal: AuditRefusalTable
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  single_use: SingleUseTable
  auth_passkey: AuthPasskeyTable
  auth_key: AuthKeyTable
  form_press: FormPressTable
  kept_form: KeptFormTable
  door_pass: DoorPassTable
  kiosk: KioskTable
  account_notice: AccountNoticeTable
  heartbeat: { id: number; at: string }
}
