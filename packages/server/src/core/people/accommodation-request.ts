import { createHash } from 'node:crypto'
import type { Answer } from '@training-signup/contract'

/** Returns what a person asked for, from their stored sensitive answers. */
export function requestIn(sensitive: string): string | undefined {
  const request = (JSON.parse(sensitive) as Record<string, Answer>)['needs']
  return typeof request === 'string' && request !== '' ? request : undefined
}

/** Names a request in a note about it: once the person asks for something else, it counts no longer. */
export const hashOfRequest = (request: string): string => createHash('sha256').update(request).digest('base64url')
