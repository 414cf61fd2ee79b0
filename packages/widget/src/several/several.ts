export { Chooser } from './chooser.ts'
export { People } from './people.ts'
export { styles } from './several.styles.ts'
