const time = '2027-03-06T15:00:00.000Z'
const id = '01942f3e-7c00-7000-8000-000000000001'

const counts = {
  waiting: 12,
  done: 0,
  waitlisted: 0,
  canceled: 0,
  changed: 0,
  'no-seat': 0,
  'called-off': 0,
  deleted: 0,
}
const bulkAction = {
  id,
  training: 'first-responders',
  action: 'approve',
  state: 'waiting',
  caller: { kind: 'person', id },
  people: 12,
  counts,
  dueAt: time,
  createdAt: time,
  finishedAt: null,
}
const leftOut = { status: 1, waiting: 0 }
const person = { id, givenName: 'Ada', familyName: 'Reyes', status: 'confirmed', reason: 'status' }

/** Examples of decisions about several people. */
export const bulkExamples = {
  BulkAction: bulkAction,
  BulkActionInput: {
    action: 'approve',
    training: 'first-responders',
    filter: { status: ['pending_approval'], agency: 'Kansas City Police Department' },
  },
  BulkActionList: { bulkActions: [bulkAction], nextCursor: null },
  BulkActionPreview: {
    people: 12,
    tag: '"DAoRUqHOHZ1J4aZxkzbVzw"',
    emails: 12,
    unreachable: 0,
    leftOut,
    leftOutPeople: [person],
    mail: { subject: 'You’re approved: Recognizing human trafficking', text: 'You have a seat.' },
  },
  BulkActionReport: { ...bulkAction, registrations: [{ id, outcome: null }] },
  BulkCounts: counts,
  CreatedBulkAction: { ...bulkAction, leftOut },
  LeftOutCounts: leftOut,
  LeftOutPerson: person,
}
