import { mock } from 'node:test'

type End = () => unknown

const ends: End[] = []

/** Has something done when the current test is over, whether it passed or not. */
export const afterTest = (end: End) => void ends.push(end)

/** Does what the test that has just ended left to do, in its order, and takes its mocks away. */
export async function endTest(): Promise<void> {
  mock.reset()
  for (const end of ends.splice(0)) await end()
}
