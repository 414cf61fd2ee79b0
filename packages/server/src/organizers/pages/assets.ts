import { Hono } from 'hono'
import { joinSheets, readAsset, readModule, readSheet, sendAsset } from '../../platform/html/assets.ts'

const trainings = new URL('trainings/', import.meta.url).href

const door = new URL('door/', import.meta.url).href
const doorSeal = readModule('door-seal.js', door)
const doorStore = readModule('door-store.js', door, [doorSeal])
const doorForget = readModule('door-forget.js', door, [doorStore])
const doorLink = readModule('door-link.js', door)
const doorModel = readModule('door-model.js', door)
const doorRows = readModule('door-rows.js', door, [doorModel])
const doorHead = readModule('door-head.js', door, [doorModel])
const doorKept = readModule('door-kept.js', door)
const doorLeaving = readModule('door-leaving.js', door, [doorModel, doorRows])
const doorNotes = readModule('door-notes.js', door, [doorRows])
const doorPlace = readModule('door-place.js', door)
const doorSeats = readModule('door-seats.js', door, [doorRows])
const doorSend = readModule('door-send.js', door, [doorModel])
const doorWalkIns = readModule('door-walk-ins.js', door, [doorLink, doorModel, doorRows])
/** Reads QR codes where a browser cannot: the package's own files, loaded when the camera is first used. */
const reader = import.meta.resolve('qr/decode.js')
const codeWriter = readModule('index.js', reader)
const codeReader = readModule('decode.js', reader, [codeWriter])
const doorCamera = readModule('door-camera.js', door, [codeReader])
const doorScan = readModule('door-scan.js', door, [doorModel, doorRows, doorCamera])
/** The scripts of the door: search, check-ins that wait for a connection, and what other doors note. */
export const doorScripts = {
  doorSeal,
  doorStore,
  doorLink,
  doorModel,
  doorRows,
  doorNotes,
  doorPlace,
  doorSeats,
  doorHead,
  doorKept,
  doorLeaving,
  doorSend,
  doorWalkIns,
  doorScan,
  doorCamera,
  codeReader,
  codeWriter,
}

/** Keeps the door's page, and is sent under one name: browsers look there for another version. */
const doorWorker = readAsset('door/door-worker.js', import.meta.url)

/** What every page of organizers has: the frame first, paper last. */
const sheets = ['frame', 'bar', 'rows', 'forms', 'chips', 'tables', 'figures', 'notes', 'print']

/** The list of a training's people. What a phone does otherwise comes last. */
const rosterSheets = ['roster', 'roster-table', 'opened-person', 'roster-on-phone']

/** What the organizers' pages load. */
export const adminAssets = {
  style: readSheet('organizers.css', sheets, import.meta.url),
  /** What makes pages quicker to use. Every one of them works without it. */
  script: readAsset('admin.js', import.meta.url),
  accountStyle: readAsset('accounts/accounts.css', import.meta.url),
  attendanceStyle: readAsset('attendance/attendance.css', import.meta.url),
  bulkStyle: readAsset('roster/bulk.css', import.meta.url),
  bulkScript: readAsset('roster/bulk.js', import.meta.url),
  doorStyle: readAsset('door/door.css', import.meta.url),
  ...doorScripts,
  doorScript: readModule('door.js', door, Object.values(doorScripts)),
  kioskStyle: readAsset('kiosk/kiosk.css', import.meta.url),
  doorForget,
  kioskScript: readModule('kiosk.js', new URL('kiosk/', import.meta.url).href, [doorForget, doorCamera]),
  likelyPairStyle: readAsset('roster/likely-pairs.css', import.meta.url),
  evaluationStyle: readAsset('evaluation/evaluation.css', import.meta.url),
  exportStyle: readAsset('roster/export-page.css', import.meta.url),
  rosterScript: readAsset('roster/roster.js', import.meta.url),
  rosterStyle: joinSheets('roster.css', rosterSheets, new URL('roster/', import.meta.url).href),
  messageStyle: readAsset('messages/messages.css', import.meta.url),
  messageScript: readAsset('messages/messages.js', import.meta.url),
  passkeyScript: readAsset('accounts/passkey.js', import.meta.url),
  signedOutScript: readModule('signed-out.js', new URL('accounts/', import.meta.url).href, [doorForget]),
  sessionScript: readAsset('accounts/session.js', import.meta.url),
  trainingStyle: readAsset('trainings.css', trainings),
  editScript: readAsset('edit.js', trainings),
  previewScript: readAsset('preview.js', trainings),
}

/** Mounts them apart from the pages, which are loaded on first use. */
export function adminAssetRoutes(): Hono {
  const routes = new Hono()
  for (const asset of Object.values(adminAssets)) routes.get(`/assets/${asset.name}`, sendAsset(asset))
  routes.get('/admin/door/worker.js', (c) =>
    c.body(doorWorker.content, 200, {
      'Content-Type': doorWorker.type,
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    }),
  )
  return routes
}
