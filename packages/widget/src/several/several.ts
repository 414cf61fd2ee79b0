export { Chooser } from './chooser.ts'
export { CodeStep } from './code-step.ts'
export { regroup } from './regroup.ts'
export { styles } from './several.styles.ts'
