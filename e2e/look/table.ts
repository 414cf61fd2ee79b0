import { type Host, hosts, languages, themes, widths } from './host.ts'
import { most } from './limits.ts'
import type { Look, StepMeasured } from './measure.ts'

const named: Record<Host, string> = {
  plain: 'Arial, 16 px, the colors that come along',
  paper: 'Georgia, 17 px, dark red',
}

const row = (first: string, cells: (string | number | undefined)[]) =>
  first.padEnd(34) + cells.map((cell) => String(cell ?? '').padStart(8)).join('')

const lowest = (found: { contrast: number }[]) => Math.min(...found.map(({ contrast }) => contrast)).toFixed(1)

function stepRow(step: string, found: StepMeasured[]) {
  const at = (width: number) => found.find((one) => one.width === width)
  return row(step, [
    ...widths.map((width) => at(width)?.height),
    at(375)?.firstField,
    Math.max(...found.map(({ overflow }) => overflow)),
    ...themes.map((theme) => lowest(found.filter((one) => one.theme === theme))),
    new Set(found.flatMap(({ small }) => small)).size,
  ])
}

function stepTables({ steps }: Look) {
  const names = [...new Set(steps.map(({ step }) => step))]
  return (Object.keys(hosts) as Host[]).flatMap((host) =>
    languages.flatMap((lang) => [
      '',
      `${named[host]}; ${lang}`,
      row('', [...widths.map((width) => `${width} px`), 'first', 'beyond', ...themes, 'small']),
      ...names.map((name) =>
        stepRow(
          name,
          steps.filter((one) => one.step === name && one.host === host && one.lang === lang),
        ),
      ),
    ]),
  )
}

const wideTable = ({ wide }: Look) => [
  '',
  'The form with letters as wide as DejaVu Serif’s, 17 px',
  row('', ['375 px', 'first', '1100 px']),
  ...wide.map(({ lang, phone, firstField, desk }) => row(lang, [phone, firstField, desk])),
]

const realTable = ({ real }: Look) => [
  '',
  'The form of trainings with logos, contacts, and three helplines',
  row('', ['whole', 'first']),
  ...real.map(({ training, host, lang, width, height, firstField }) =>
    row(`${training}, ${host}, ${lang}, ${width} px`, [height, firstField]),
  ),
]

const squadTable = ({ squads }: Look) => [
  '',
  'Five people pasted from a roster, 375 px',
  ...squads.map(({ lang, height }) => row(lang, [height])),
]

function pairTable({ pairs }: Look) {
  const names = [...new Set(pairs.map(({ pair }) => pair))]
  return [
    '',
    'Contrast of each pair of tokens, the lower of both hosts',
    row('', [...themes]),
    ...names.map((name) =>
      row(
        name,
        themes.map((theme) => lowest(pairs.filter(({ pair, theme: one }) => pair === name && one === theme))),
      ),
    ),
  ]
}

function loadTable({ loads }: Look) {
  const names = [...new Set(loads.map(({ training, lang }) => `${training}, ${lang}`))]
  return [
    '',
    'Layout shift while a page with the builder’s snippet loads',
    row(
      '',
      widths.map((width) => `${width} px`),
    ),
    ...names.map((name) =>
      row(
        name,
        widths.map((width) =>
          loads.find((one) => `${one.training}, ${one.lang}` === name && one.width === width)?.shift.toFixed(3),
        ),
      ),
    ),
  ]
}

const hostedTable = ({ hosted }: Look) => [
  '',
  'The bottom of the first box on the server’s pages',
  ...hosted.map(({ page, lang, width, firstField }) => `${page}, ${lang}, ${width} px: ${firstField}`),
]

/** Returns everything that was measured, for people. */
export const tableOf = (look: Look): string =>
  [
    'Heights of the widget at four widths; the bottom of the first box at 375 px; how far anything reaches beyond its',
    'box; the lowest contrast of a text; how many targets are too small. All in pixels.',
    `Goals for the form: ${most.phone} at 375 px, first box ${most.firstField}; ${most.desk} at 1100 px.`,
    ...stepTables(look),
    ...wideTable(look),
    ...realTable(look),
    ...squadTable(look),
    ...pairTable(look),
    ...loadTable(look),
    ...hostedTable(look),
    '',
    'Too small for a finger',
    ...new Set(look.steps.flatMap(({ lang, small }) => small.map((one) => `${lang}  ${one}`))),
  ].join('\n')
