/** Examples of what goes with a decision on one person. */
export const decisionExamples = {
  DecisionInput: { note: 'Bring your agency ID. See you there.' },
  DecisionPreview: { mail: { subject: 'You’re approved: Saturday, March 6', text: 'Hello Ada, …' } },
}
