import { endTest } from './after-test.ts'

export { mochaGlobalSetup, mochaGlobalTeardown } from '../databases/postgres.ts'

/** What Mocha does around each test of every file. */
export const mochaHooks = { afterEach: endTest }
