import type { Host } from './host.ts'
import type { Look, StepMeasured } from './measure.ts'

/** What a person's eye and finger need. */
export const least = { text: 4.5, edge: 3 }

/** The first responders' form: at 375 pixels the whole of it and its first box, at 1,100 the whole. */
export const most = { phone: 1500, firstField: 420, desk: 820 }

/**
 * Longer than they should be, and not to grow by more than a line: Spanish needs more words, wide
 * letters more lines. Lower these when the form gets shorter.
 */
const longer: Partial<Record<`${Host} ${string}`, Partial<typeof most>>> = {
  'plain es': { phone: 1620, firstField: 430, desk: 1000 },
  'paper en': { phone: 1640, firstField: 450, desk: 990 },
  'paper es': { phone: 1750, firstField: 480, desk: 1090 },
}

const limitsOf = ({ host, lang }: StepMeasured) => ({ ...most, ...longer[`${host} ${lang}`] })

const whereOf = ({ step, host, lang, width, theme }: StepMeasured) => `${step}, ${lang}, ${width} px, ${theme}, ${host}`

function faultsOfStep(one: StepMeasured): string[] {
  const { height, firstField = 0, overflow, small, contrast, palest } = one
  const limits = limitsOf(one)
  const tall = (what: string, px: number, limit: number) => (px > limit ? [`${what} at ${px} px, over ${limit}`] : [])
  return [
    ...(overflow > 0 ? [`reaches ${overflow} px beyond its box`] : []),
    ...(contrast < least.text ? [`${palest} has a contrast of ${contrast.toFixed(2)}`] : []),
    ...small.map((target) => `${target} is hard to hit`),
    ...(one.step === 'form' && one.width === 375 ? tall('ends', height, limits.phone) : []),
    ...(one.step === 'form' && one.width === 375 ? tall('first box ends', firstField, limits.firstField) : []),
    ...(one.step === 'form' && one.width === 1100 ? tall('ends', height, limits.desk) : []),
  ].map((fault) => `${whereOf(one)}: ${fault}`)
}

/**
 * What may move while a page with the builder's snippet loads: nothing for the form, and for a
 * training that takes no sign-ups, the lines in the shape of a form give way to a shorter answer.
 */
const mostShift = (training: string) => (training === 'first-responders' ? 0 : 0.05)

/** Returns a sentence for everything that breaks a limit. */
export const faultsOf = ({ steps, pairs, loads }: Look): string[] => [
  ...steps.flatMap(faultsOfStep),
  ...pairs
    .filter(({ pair, contrast }) => contrast < (pair.startsWith('edge') ? least.edge : least.text))
    .map(({ pair, host, theme, contrast }) => `${pair}, ${theme}, ${host}: a contrast of ${contrast.toFixed(2)}`),
  ...loads
    .filter(({ training, shift }) => shift > mostShift(training))
    .map(({ training, lang, width, shift }) => `${training}, ${lang}, ${width} px: moves by ${shift.toFixed(4)}`),
]
