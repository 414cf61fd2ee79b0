import type { Look, RealMeasured, SquadMeasured, StepMeasured, WideMeasured } from './measure.ts'

/** What a person's eye and finger need. */
export const least = { text: 4.5, edge: 3 }

/**
 * The first responders' form, in both languages and on both hosts: at 375 pixels the whole of it
 * and its first box, at 1,100 the whole.
 */
export const most = { phone: 1500, firstField: 420, desk: 820 }

/**
 * With letters much wider than the design is made for, the form in Spanish reaches beyond those
 * goals. It is not to grow further.
 */
const mostWide: Record<WideMeasured['lang'], typeof most> = {
  en: { phone: 1420, firstField: 400, desk: 820 },
  es: { phone: 1550, firstField: 480, desk: 910 },
}

const tall = (what: string, px: number, limit: number) => (px > limit ? [`${what} at ${px} px, over ${limit}`] : [])

/**
 * The form of trainings with all that real ones have, on more hosts. WordPress' default theme leaves
 * it 315 pixels of a phone.
 */
const mostReal = {
  347: { height: 1600, firstField: 460 },
  375: { height: most.phone, firstField: most.firstField },
  1100: { height: most.desk, firstField: most.firstField },
}

function faultsOfReal({ training, host, lang, width, height, firstField }: RealMeasured) {
  const limit = mostReal[width]
  return [...tall('ends', height, limit.height), ...tall('first box ends', firstField, limit.firstField)].map(
    (fault) => `form of ${training}, ${lang}, ${width} px, ${host}: ${fault}`,
  )
}

/**
 * Five people pasted from a roster, on a phone: the whole form, and their list. The design has 1,300
 * px for them, which the list keeps. The whole cannot: without the list, the training, the
 * coordinator's three questions, the one about seats, three helplines, and the contact are 1,240 px
 * high, and in Spanish 1,285. It is not to grow further.
 */
const mostSquad = { en: { height: 1960, list: 720 }, es: { height: 2070, list: 785 } }

const faultsOfSquad = ({ lang, height, list }: SquadMeasured) =>
  [...tall('the form ends', height, mostSquad[lang].height), ...tall('the list ends', list, mostSquad[lang].list)].map(
    (fault) => `five pasted people, ${lang}: ${fault}`,
  )

const whereOf = ({ step, host, lang, width, theme }: StepMeasured) => `${step}, ${lang}, ${width} px, ${theme}, ${host}`

const faultsOfWide = ({ lang, phone, firstField, desk }: WideMeasured) =>
  [
    ...tall('ends', phone, mostWide[lang].phone),
    ...tall('first box ends', firstField, mostWide[lang].firstField),
    ...tall('ends on a desk', desk, mostWide[lang].desk),
  ].map((fault) => `form, ${lang}, wide letters: ${fault}`)

function faultsOfStep(one: StepMeasured): string[] {
  const { height, firstField = 0, overflow, small, contrast, palest } = one
  return [
    ...(overflow > 0 ? [`reaches ${overflow} px beyond its box`] : []),
    ...(contrast < least.text ? [`${palest} has a contrast of ${contrast.toFixed(2)}`] : []),
    ...small.map((target) => `${target} is hard to hit`),
    ...one.crowded,
    ...one.overlapping,
    ...(one.step === 'form' && one.width === 375 ? tall('ends', height, most.phone) : []),
    ...(one.step === 'form' && one.width === 375 ? tall('first box ends', firstField, most.firstField) : []),
    ...(one.step === 'form' && one.width === 1100 ? tall('ends', height, most.desk) : []),
  ].map((fault) => `${whereOf(one)}: ${fault}`)
}

/**
 * What may move while a page with the builder's snippet loads: nothing for the form, and next to
 * nothing for a training that takes no sign-ups, where the lines in its shape give way to a shorter
 * answer.
 */
const mostShift = (training: string) => (training === 'first-responders' ? 0 : 0.02)

/** Between a heading and the link next to it, where a phone has room for it. */
const leastGap = 16

/** Returns a sentence for everything that breaks a limit. */
export const faultsOf = ({ steps, wide, real, squads, pairs, loads, hosted }: Look): string[] => [
  ...steps.flatMap(faultsOfStep),
  ...wide.flatMap(faultsOfWide),
  ...real.flatMap(faultsOfReal),
  ...squads.flatMap(faultsOfSquad),
  ...pairs
    .filter(({ pair, contrast }) => contrast < (pair.startsWith('edge') ? least.edge : least.text))
    .map(({ pair, host, theme, contrast }) => `${pair}, ${theme}, ${host}: a contrast of ${contrast.toFixed(2)}`),
  ...loads
    .filter(({ training, shift }) => shift > mostShift(training))
    .map(({ training, lang, width, shift }) => `${training}, ${lang}, ${width} px: moves by ${shift.toFixed(4)}`),
  ...hosted.flatMap(({ page, lang, width, firstField, overflow, astray, broken, gap = leastGap }) =>
    [
      ...(width === 375 && gap < leastGap ? [`the link is ${gap} px from its heading`] : []),
      ...tall('first box ends', firstField, most.firstField),
      ...(overflow > 0 ? [`reaches ${overflow} px beyond the window`] : []),
      ...astray.map((name) => `“${name}” is not above its numbers alone`),
      ...broken.map((hours) => `${hours} stands in two lines`),
    ].map((fault) => `${page}, ${lang}, ${width} px: ${fault}`),
  ),
]
