import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { UnreadableList } from './unreadable.ts'

const inflate = promisify(inflateRaw)

const [entryMark, fileMark] = [0x02014b50, 0x04034b50]
const [endBytes, entryBytes, fileBytes] = [22, 46, 30]
/** A workbook has some dozens. */
const mostEntries = 2000
const [stored, deflated] = [0, 8]

/** Reads one file of an archive, of at most so many bytes; undefined if it isn't there. */
export type ReadPart = (name: string, mostBytes: number) => Promise<string | undefined>

/**
 * Reads the directory of a zip file. Each part is unpacked when it is asked for, and never beyond a
 * limit, whatever the file says of its size.
 */
export function openZip(bytes: Uint8Array): ReadPart {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = readEntries(zip)
  return async (name, mostBytes) => {
    const entry = entries.get(name)
    return entry && new TextDecoder().decode(await unpack(zip, entry, mostBytes))
  }
}

interface Entry {
  method: number
  /** Packed. */
  size: number
  at: number
}

function readEntries(zip: Buffer): Map<string, Entry> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end === -1 || end + endBytes > zip.length) throw new UnreadableList('broken')
  const entries = new Map<string, Entry>()
  let at = numberAt(zip, end + 16)
  const count = Math.min(zip.readUInt16LE(end + 10), mostEntries)
  for (let index = 0; index < count; index++) {
    if (numberAt(zip, at) !== entryMark || at + entryBytes > zip.length) throw new UnreadableList('broken')
    const [nameLength, more] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)]
    const name = zip.toString('utf8', at + entryBytes, at + entryBytes + nameLength)
    entries.set(name, { method: zip.readUInt16LE(at + 10), size: numberAt(zip, at + 20), at: numberAt(zip, at + 42) })
    at += entryBytes + nameLength + more
  }
  return entries
}

async function unpack(zip: Buffer, { method, size, at }: Entry, mostBytes: number): Promise<Uint8Array> {
  if (numberAt(zip, at) !== fileMark || at + fileBytes > zip.length) throw new UnreadableList('broken')
  const start = at + fileBytes + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28)
  const packed = zip.subarray(start, start + size)
  if (packed.length < size || (method !== stored && method !== deflated)) throw new UnreadableList('broken')
  if (method === stored) {
    if (size > mostBytes) throw new UnreadableList('size')
    return packed
  }
  return inflate(packed, { maxOutputLength: mostBytes }).catch((error: unknown) => {
    throw new UnreadableList((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'size' : 'broken')
  })
}

function numberAt(zip: Buffer, at: number): number {
  if (at + 4 > zip.length) throw new UnreadableList('broken')
  return zip.readUInt32LE(at)
}

export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length > 4 && Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32LE() === fileMark
