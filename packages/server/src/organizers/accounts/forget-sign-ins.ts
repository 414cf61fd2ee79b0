import type { System } from '../../platform/system.ts'

/** Deletes sessions, links, keys, and what is kept of forms, when their time is over. */
export async function forgetSignIns(system: System): Promise<void> {
  const now = system.now().toISOString()
  for (const table of [
    'auth_session',
    'single_use',
    'auth_key',
    'form_press',
    'kept_form',
    'door_pass',
    'kiosk',
  ] as const)
    await system.db.unsynced((tx) =>
      tx
        .deleteFrom(table as 'auth_session')
        .where('expires_at', '<=', now)
        .execute(),
    )
}
