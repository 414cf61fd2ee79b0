/** How people write each role, for every reader of lists. */
export const roleWords = {
  police: ['police', 'POLICE OFFICER', 'Police officer or deputy', 'Deputy'],
  fire: ['Fire', 'Firefighters'],
  medical: ['EMS', 'medical personnel'],
  'social-work': ['Social Work', 'social workers'],
  'school-resource-officer': ['School Resource Officer', 'school-resource-officer'],
  dispatcher: ['Dispatchers', '911 dispatcher', '911'],
  'victim-advocate': ['Victim Advocate', 'advocates'],
  other: ['Other'],
}

/** Texts of which only some words are those of one role. */
export const rolesThatResemble: [text: string, role: keyof typeof roleWords][] = [
  ['Police Department', 'police'],
  ['deputy sheriff', 'police'],
  ['fire-fighter', 'fire'],
  ['Victim services', 'victim-advocate'],
  ['Sgt.', 'police'],
  ['Det.', 'police'],
  ['Lt.', 'police'],
  ['Ofc.', 'police'],
  ['Officer', 'police'],
  ['Capt', 'police'],
  ['SRO', 'school-resource-officer'],
  ['FF/EMT', 'fire'],
  ['Paramedic', 'medical'],
  ['Telecommunicator II', 'dispatcher'],
  ['LCSW', 'social-work'],
]
