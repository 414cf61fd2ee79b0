// What a browser keeps of a door: marks, by ids and times alone, until the server has them; people who were added,
// each encrypted with a key of their own, as long; and the day's list, encrypted with a key that goes with the day.
import { makeKey, seal, unseal } from './door-seal.js'

const name = 'training-signup-door'

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
    // A page of an earlier version still has it open.
    request.addEventListener('blocked', () => reject(new Error('blocked')))
  })

/** What is kept by its own id; all else has a name. */
const byId = ['marks', 'asks', 'walkIns']

/** @returns {Promise<IDBDatabase>} */
async function openDatabase() {
  const request = indexedDB.open(name, 2)
  request.addEventListener('upgradeneeded', () => {
    const { result: db } = request
    for (const kind of [...byId, 'lists', 'facts'])
      if (!db.objectStoreNames.contains(kind)) db.createObjectStore(kind, byId.includes(kind) ? { keyPath: 'id' } : {})
  })
  const db = await settled(request)
  db.addEventListener('versionchange', () => db.close())
  return db
}

/** Opens a store; where the browser refuses, one in memory alone. */
export async function openStore() {
  let db
  const store = createStore(() => db)
  try {
    db = await openDatabase()
    await store.load()
    void navigator.storage?.persist?.().catch(() => {})
  } catch {
    store.trouble = 'private'
  }
  return store
}

function createStore(database) {
  const store = {
    /** @type {Map<string, object>} What was tapped and the server does not have. */
    marks: new Map(),
    /** @type {Map<string, object>} What someone must decide, or read. */
    asks: new Map(),
    /** @type {Map<string, object>} Who was added and the server does not have. */
    walkIns: new Map(),
    /** @type {undefined | 'private' | 'full'} Why what is added is in memory alone. */
    trouble: undefined,
    /** Whether something would be lost with the page. */
    isOpen: () => store.trouble !== undefined && byId.some((kind) => store[kind].size > 0),
    async load() {
      for (const kind of ['marks', 'asks'])
        for (const one of await read(database(), kind, (all) => all.getAll())) store[kind].set(one.id, one)
      for (const one of await readWalkIns(database())) store.walkIns.set(one.id, one)
    },
    async put(kind, one) {
      store[kind].set(one.id, one)
      await guarded(store, () => write(database(), kind, (all) => all.put(one)))
    },
    putWalkIn: (walkIn) => putWalkIn(store, database, walkIn),
    async remove(kind, id) {
      store[kind].delete(id)
      await guarded(store, () => write(database(), kind, (all) => all.delete(id)))
    },
    keepList: (slug, list, until) => quietly(() => keepList(database(), slug, list, until)),
    readList: (slug, now) => quietly(() => readList(database(), slug, now)),
    /** Deletes every list, with its key. Marks and walk-ins stay. */
    forgetLists: () => quietly(() => forgetLists(database())),
    keepFact: (key, value) => quietly(() => write(database(), 'facts', (all) => all.put(value, key))),
    readFact: (key) => quietly(() => read(database(), 'facts', (all) => all.get(key))),
  }
  return store
}

/** Once the store takes something again, everything that is in memory is put there. */
async function guarded(store, work) {
  try {
    await work()
    if (store.trouble === 'full') store.trouble = undefined
  } catch (error) {
    if (store.trouble !== 'private') store.trouble = error?.name === 'QuotaExceededError' ? 'full' : 'private'
  }
}

/** What a list is kept for can do without it. */
async function quietly(work) {
  try {
    return await work()
  } catch {
    return undefined
  }
}

const read = (db, kind, ask) => settled(ask(db.transaction(kind).objectStore(kind)))

/** Is done when it is on the disk, so that a browser that is killed has it. */
function write(db, kind, change) {
  const transaction = db.transaction(kind, 'readwrite', { durability: 'strict' })
  change(transaction.objectStore(kind))
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error))
  })
}

/** Keeps someone who was added. What names them is sealed, and its key goes with it. */
async function putWalkIn(store, database, { person, ...walkIn }) {
  const { id } = walkIn
  store.walkIns.set(id, { ...walkIn, person })
  await guarded(store, async () => {
    const key = await makeKey()
    const kept = { ...walkIn, key, ...(await seal(key, person)) }
    // It may have been taken back since.
    if (store.walkIns.has(id)) await write(database(), 'walkIns', (all) => all.put(kept))
  })
}

/** Reads those whose key the browser still has. */
async function readWalkIns(db) {
  const kept = await read(db, 'walkIns', (all) => all.getAll())
  const opened = kept.map(({ key, iv, sealed, ...walkIn }) =>
    quietly(async () => ({ ...walkIn, person: await unseal(key, { iv, sealed }) })),
  )
  return (await Promise.all(opened)).filter((one) => one !== undefined)
}

async function keepList(db, slug, list, until) {
  const key = (await read(db, 'facts', (all) => all.get('key'))) ?? (await makeListKey(db))
  const sealed = await seal(key, list)
  await write(db, 'lists', (all) => all.put({ ...sealed, until }, slug))
}

async function makeListKey(db) {
  const key = await makeKey()
  await write(db, 'facts', (all) => all.put(key, 'key'))
  return key
}

/** Returns a list of today. One of another day is deleted, with the key of all. */
async function readList(db, slug, now) {
  const lists = await read(db, 'lists', (all) => all.getAll())
  if (lists.some(({ until }) => until <= now)) await forgetLists(db)
  const kept = await read(db, 'lists', (all) => all.get(slug))
  const key = await read(db, 'facts', (all) => all.get('key'))
  if (!kept || !key) return undefined
  return unseal(key, kept)
}

async function forgetLists(db) {
  await write(db, 'facts', (all) => all.delete('key'))
  await write(db, 'lists', (all) => all.clear())
}
