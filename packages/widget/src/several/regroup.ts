import type { SignupController } from '../signup-controller.ts'
import { People } from './people.ts'

/** To the form for several people, or back to that for one. Both have the answers that they share. */
export async function regroup(signup: SignupController, isForSeveral: boolean) {
  if (isForSeveral) signup.people ??= new People(signup)
  // What is said about several people is not among the first words.
  const isLoaded = !isForSeveral || (await signup.load(true))
  const { data, state } = signup
  // Meanwhile the visitor may have sent the other form.
  if (!data || isLoaded === undefined || state.step === 'sending' || state.step === 'done') return
  if (!isLoaded) return signup.complain()
  signup.group = isForSeveral ? signup.people : undefined
  signup.wantsFocus = true
  if (signup.takes(data)) signup.enterForm(data)
}
