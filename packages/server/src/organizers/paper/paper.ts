import type { z } from '@hono/zod-openapi'
import { type Caller, may } from '../../platform/access/caller.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import type { badgeChoice, sheetChoice } from '../files/choices.ts'
import type { SentFile } from '../files/files.ts'
import { openBadges } from './badges.ts'
import { openSignInSheet } from './sign-in-sheet.ts'

type Chosen<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>

const pdf = { type: 'application/pdf', isShown: true } as const

/**
 * Opens the sign-in sheet of a training.
 * @throws {ProblemError} `forbidden`, `not-found`, `invalid-input`
 */
export async function openSheetFile(
  system: System,
  { scope, ...caller }: Caller,
  training: string,
  choice: Chosen<typeof sheetChoice>,
): Promise<SentFile> {
  if (choice.license === 'masked' && !may(caller, 'read-sensitive')) throw new ProblemError('forbidden')
  return {
    ...pdf,
    name: `sign-in-sheet-${training}.pdf`,
    body: await openSignInSheet(system, { ...choice, training, scope }),
  }
}

/**
 * Opens the badges of a training.
 * @throws {ProblemError} `not-found`, `invalid-input`
 */
export const openBadgeFile = async (
  system: System,
  { scope }: Caller,
  training: string,
  choice: Chosen<typeof badgeChoice>,
): Promise<SentFile> => ({
  ...pdf,
  name: `badges-${training}.pdf`,
  body: await openBadges(system, { ...choice, training, scope }),
})
