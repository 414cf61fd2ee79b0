import { z } from 'zod'
import { callerFor } from './caller.ts'

export const AuditAction = z.enum(['viewed', 'exported', 'changed', 'deleted'])
export type AuditAction = z.output<typeof AuditAction>

export const AuditEntry = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    caller: callerFor('Who'),
    action: AuditAction,
    route: z.string().meta({ description: 'The method and the pattern of the address' }),
    object: z.object({ kind: z.string(), id: z.string() }).nullable(),
    filters: z
      .record(z.string(), z.union([z.string(), z.literal(true)]))
      .meta({ description: 'The query. `true` stands for a value that could name a person' }),
    isRefused: z.boolean(),
    sequence: z.int().nullable().meta({ description: 'The position in the chain; null until it is sealed' }),
    hash: z.string().nullable().meta({ description: 'SHA-256 of this entry and of the hash before it' }),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.output<typeof AuditEntry>

export const AuditList = z
  .object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'AuditList' })
export type AuditList = z.output<typeof AuditList>
