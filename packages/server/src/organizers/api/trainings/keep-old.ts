import { type OldFault, oldFaults, TrainingInput, TrainingOfOldQuestions } from '@training-signup/contract'

/**
 * Checks a training. Values that an earlier version took stay allowed where they are kept, so that
 * the training can still be canceled.
 * @param present what was wrong before
 */
export function parseKeepingOld(
  next: unknown,
  present: readonly OldFault[],
): ReturnType<typeof TrainingInput.safeParse> {
  const parsed = TrainingInput.safeParse(next)
  if (parsed.success || present.length === 0) return parsed
  const old = TrainingOfOldQuestions.safeParse(next)
  if (!old.success) return parsed
  const kept = new Set(present.map(({ key }) => key))
  return oldFaults(old.data).every(({ key }) => kept.has(key)) ? old : parsed
}
