/**
 * Ranks and forms of address, in English and Spanish, as `foldName` writes them. They stand in no
 * one's name, so a search leaves them out. A search for a title alone still looks for it: people
 * are named Major and Marshal.
 */
const titles = [
  // Ranks.
  'officer ofc ofcr deputy dep sergeant sergeants sgt ssgt msgt detsgt corporal cpl detective det lieutenant lieut lt',
  'captain capt cpt major maj colonel col commander cmdr cdr chief sheriff undersheriff trooper tpr agent inspector insp',
  'investigator inv marshal constable cadet patrolman patrolwoman ptl superintendent supt commissioner firefighter ff',
  'oficial agente sargento sargenta sgto sgta cabo teniente tte capitan capitana mayor coronel cnel comandante cmte cmdte',
  'jefe jefa inspectora subinspector subinspectora comisario comisaria alguacil patrullero patrullera investigador',
  'investigadora bombero bombera',
  // Forms of address.
  'mr mrs ms miss mx sir madam dr doctor rev reverend fr father sr sister brother pastor prof professor hon judge jr esq',
  'senor senora senorita sra srta don dona dra doctora lic licenciado licenciada ing padre hermana hermano juez jueza',
]
  .join(' ')
  .split(' ')

export const titleWords: ReadonlySet<string> = new Set(titles)
