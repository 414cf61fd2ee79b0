import type { TestApp } from '../servers/test-app.ts'
import type { Rule } from './access-rules.ts'

/**
 * Who may open each page, and what its address names. Actions name their path with POST in front.
 */
export interface PageRule extends Rule {
  state?: (running: TestApp) => Promise<object>
}
