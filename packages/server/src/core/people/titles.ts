/**
 * Ranks and forms of address, in English and Spanish, as `foldName` writes them: a search leaves them
 * out, and a list that is added has them before a name. A search for titles alone looks for the last
 * one: people are named Major, Bishop, and Nurse.
 */
const ranks = [
  'officer ofc ofcr off deputy dep sergeant sergeants sgt ssgt ssg sfc msgt msg tsgt gysgt 1sgt detsgt corporal cpl lcpl',
  'detective det lieutenant lieut lt ltc ltcol 1lt 2lt captain capt cpt colonel col commander cmdr cdr chief sheriff',
  'undersheriff trooper tpr agent inspector insp investigator inv constable cadet patrolman patrolwoman ptl private pvt',
  'pfc spc superintendent supt commissioner firefighter ff emt paramedic nurse rn lpn director dir supervisor supv',
  'dispatcher telecommunicator chaplain sro tech dept ranger warden',
  'oficial agente sargento sargenta sgto sgta cabo teniente tte capitan capitana coronel cnel comandante cmte cmdte',
  'jefe jefa subjefe subjefa inspectora subinspector subinspectora comisario comisaria alguacil patrullero patrullera',
  'investigador investigadora bombero bombera cadete enfermero enfermera paramedico paramedica directora supervisora',
  'despachador despachadora capellan capellana',
  // What stands before another one, like “Special Agent” and “1st Lt.”
  'special assistant asst master staff senior first second 1st 2nd 3rd patrol battalion',
]
const address = [
  'mr mrs ms miss mx madam dr doctor reverend fr father sr sister brother jr esq',
  'senor senora senorita sra srta dra doctora lic licenciado licenciada maestra maestro mtra mtro padre hermana hermano',
]
/** People are named like this, too: before one more word alone, it is a first name. */
const names = ['major maj marshal po prof professor rev sa sir hon judge bishop pastor juez jueza mayor ing']
/** Short for Donald, too: no list takes it for a title. */
const inSearches = ['don dona']

const wordsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(' '))

/** What a search leaves out. */
export const titleWords: ReadonlySet<string> = new Set(wordsOf([...ranks, ...address, ...names, ...inSearches]))
/** What stands before a name in a list. */
export const rankWords: ReadonlySet<string> = new Set(wordsOf([...ranks, ...address, ...names]))
/** The titles that can be a first name. */
export const namesToo: ReadonlySet<string> = new Set(wordsOf(names))
