import { z } from 'zod'
import { callerFor } from './caller.ts'

const auditEntryExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  at: '2027-03-06T15:00:00.000Z',
  caller: { kind: 'operator', id: 'operator' },
  action: 'changed',
  route: 'POST /api/v1/admin/registrations/:id/:action',
  object: { kind: 'registration', id: '01942f3e-7c00-7000-8000-000000000001' },
  filters: {},
  isRefused: false,
  sequence: 17,
  hash: '4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865',
}

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
  .meta({ id: 'AuditList', example: { entries: [auditEntryExample], nextCursor: null } })
export type AuditList = z.output<typeof AuditList>
