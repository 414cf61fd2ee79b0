const id = '01942f3e-7c00-7000-8000-000000000001'
const name = 'Kansas City Police Department'
const agency = { name, people: 31, alike: ['KC Police Dept.'], merged: ['KCPD'] }
const access = { kind: 'account', id, name: 'Dana Ortiz', agency: 'KC Police Dept.', before: 4, after: 35 }

/** Examples of what organizers write and read about the spellings of agencies. */
export const agencyExamples = {
  Agency: agency,
  AgencyList: { agencies: [agency], nextCursor: null },
  AgencyMerge: { name, people: 35, trainings: 3, access: [access] },
  AgencyMergeInput: { spellings: ['KC Police Dept.'], name },
  AgencySplitInput: { spelling: 'KCPD' },
}
