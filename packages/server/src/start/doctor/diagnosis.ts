/** What a check found, in a line that says what to do. It names no person, and no value of a secret setting. */
export interface Diagnosis {
  about: string
  state: 'fine' | 'warns' | 'fails'
  text: string
}

const marks = { fine: 'ok', warns: 'warning', fails: 'FAILS' } as const
const stateWidth = 9
const aboutWidth = 16

export const formatDiagnosis = ({ about, state, text }: Diagnosis): string =>
  `${marks[state].padEnd(stateWidth)}${about.padEnd(aboutWidth)}${text}`
