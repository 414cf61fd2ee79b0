import { type Action, actions, transitions } from '../packages/server/src/core/seats/transitions.ts'

/** Draws the table of transitions as a diagram, with a list of the actions below it. */
export function transitionsOf(): string {
  const labels = new Map<string, string[]>()
  for (const [from, allowed] of Object.entries(transitions))
    for (const [action, targets] of Object.entries(allowed) as [Action, readonly string[]][])
      for (const to of targets) {
        const arrow = `${from} --> ${to}`
        labels.set(arrow, [...(labels.get(arrow) ?? []), action])
      }
  const arrows = [...labels].map(([arrow, names]) => `  ${arrow}: ${names.join(', ')}`)
  const starts = ['confirmed', 'waitlisted', 'pending_approval'].map((status) => `  [*] --> ${status}: register`)
  const legend = Object.entries(actions).map(([action, text]) => `- \`${action}\`: ${text}`)
  return ['```mermaid', 'stateDiagram-v2', ...starts, ...arrows, '```', '', ...legend].join('\n')
}
