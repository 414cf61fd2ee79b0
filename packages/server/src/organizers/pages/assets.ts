import { Hono } from 'hono'
import { readAsset, sendAsset, sharedSheets } from '../../platform/html/assets.ts'

const trainings = new URL('trainings/', import.meta.url).href

/** What the organizers' pages load. */
export const adminAssets = {
  style: readAsset('admin.css', import.meta.url, sharedSheets),
  /** What makes pages quicker to use. Every one of them works without it. */
  script: readAsset('admin.js', import.meta.url),
  accountStyle: readAsset('accounts/accounts.css', import.meta.url),
  bulkStyle: readAsset('roster/bulk.css', import.meta.url),
  bulkScript: readAsset('roster/bulk.js', import.meta.url),
  /** Searches as one types, and keeps check-ins in the open page while there is no connection. */
  doorScript: readAsset('door.js', import.meta.url),
  likelyPairStyle: readAsset('roster/likely-pairs.css', import.meta.url),
  evaluationStyle: readAsset('evaluation/evaluation.css', import.meta.url),
  exportStyle: readAsset('roster/export-page.css', import.meta.url),
  rosterScript: readAsset('roster/roster.js', import.meta.url),
  rosterStyle: readAsset('roster/roster.css', import.meta.url),
  messageStyle: readAsset('messages/messages.css', import.meta.url),
  messageScript: readAsset('messages/messages.js', import.meta.url),
  passkeyScript: readAsset('accounts/passkey.js', import.meta.url),
  sessionScript: readAsset('accounts/session.js', import.meta.url),
  trainingStyle: readAsset('trainings.css', trainings),
  editScript: readAsset('edit.js', trainings),
  previewScript: readAsset('preview.js', trainings),
}

/** Mounts them apart from the pages, which are loaded on first use. */
export function adminAssetRoutes(): Hono {
  const routes = new Hono()
  for (const asset of Object.values(adminAssets)) routes.get(`/assets/${asset.name}`, sendAsset(asset))
  return routes
}
