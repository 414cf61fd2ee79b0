// What a browser keeps of a door: marks, by ids and times alone, until the server has them; and the
// day's list, encrypted with a key that no script can read.

const name = 'training-signup-door'

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error))
  })

/** @returns {Promise<IDBDatabase>} */
function openDatabase() {
  const request = indexedDB.open(name, 1)
  request.addEventListener('upgradeneeded', () => {
    for (const store of ['marks', 'asks']) request.result.createObjectStore(store, { keyPath: 'id' })
    for (const store of ['lists', 'facts']) request.result.createObjectStore(store)
  })
  return settled(request)
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
    /** @type {undefined | 'private' | 'full'} Why what is added is in memory alone. */
    trouble: undefined,
    /** Whether something would be lost with the page. */
    isOpen: () => store.trouble !== undefined && store.marks.size + store.asks.size > 0,
    async load() {
      for (const kind of ['marks', 'asks'])
        for (const one of await read(database(), kind, (all) => all.getAll())) store[kind].set(one.id, one)
    },
    async put(kind, one) {
      store[kind].set(one.id, one)
      await guarded(store, () => write(database(), kind, (all) => all.put(one)))
    },
    async remove(kind, id) {
      store[kind].delete(id)
      await guarded(store, () => write(database(), kind, (all) => all.delete(id)))
    },
    keepList: (slug, list, until) => quietly(() => keepList(database(), slug, list, until)),
    readList: (slug, now) => quietly(() => readList(database(), slug, now)),
    /** Deletes every list, with its key. Marks stay. */
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

async function keepList(db, slug, list, until) {
  const key = (await read(db, 'facts', (all) => all.get('key'))) ?? (await makeKey(db))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const text = new TextEncoder().encode(JSON.stringify(list))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
  await write(db, 'lists', (all) => all.put({ iv, sealed, until }, slug))
}

async function makeKey(db) {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
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
  const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, key, kept.sealed)
  return JSON.parse(new TextDecoder().decode(text))
}

async function forgetLists(db) {
  await write(db, 'facts', (all) => all.delete('key'))
  await write(db, 'lists', (all) => all.clear())
}
