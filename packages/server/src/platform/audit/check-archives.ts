import { open } from 'node:fs/promises'
import { z } from 'zod'
import { StartError } from '../config.ts'
import { brokenChain } from './archive.ts'
import { type ChainLink, type Entry, isNext } from './seal.ts'

const Head = z.object({ after: z.number(), hash: z.string() })

/**
 * Walks the chains in files, which `archiveAudit` wrote, in their order. They may overlap, where a command was cut off.
 * @param at an entry whose hash the caller wants to compare
 * @returns where the first begins and the last ends, and the hash of that entry
 * @throws {StartError} where one was changed, or does not follow the one before
 */
export async function checkArchives(files: readonly string[], at: number) {
  let first: number | undefined
  let end: ChainLink = { sequence: 0, hash: '' }
  let hashThere: string | undefined
  for (const file of files) {
    let isJoined = first === undefined
    const note = (link: ChainLink) => {
      if (link.sequence === end.sequence) isJoined ||= link.hash === end.hash
      if (link.sequence === at) hashThere = link.hash
    }
    const last = await walk(file, (link) => {
      first ??= link.sequence
      note(link)
    })
    if (!isJoined)
      throw new StartError(`${file} does not follow the file before: entry ${end.sequence} is not the same.`)
    end = last
  }
  return { first: first ?? 0, end, hashThere }
}

/** Calls `note` for the entry before the first, and for each that follows. Returns the last. */
async function walk(file: string, note: (link: ChainLink) => void): Promise<ChainLink> {
  let last: ChainLink | undefined
  for await (const line of linesOf(file)) {
    if (last === undefined) {
      const { after, hash } = parse(file, line, (value) => Head.parse(value))
      last = { sequence: after, hash }
    } else {
      const entry = parse(file, line, (value) => value as Entry)
      if (!isNext(entry, { sequence: last.sequence + 1, hash: last.hash })) throw brokenChain(last.sequence + 1, file)
      last = entry
    }
    note(last)
  }
  if (last === undefined) throw unreadable(file)
  return last
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file).catch(() => {
    throw unreadable(file)
  })
  yield* handle.readLines()
}

const unreadable = (file: string) => new StartError(`${file} can’t be read, or is no archive of the audit log.`)

function parse<Value>(file: string, line: string, read: (value: unknown) => Value): Value {
  try {
    return read(JSON.parse(line))
  } catch {
    throw unreadable(file)
  }
}
