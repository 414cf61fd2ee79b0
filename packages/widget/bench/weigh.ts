import { once } from 'node:events'
import { get } from 'node:http'

/** Bytes as they come over the wire, to a browser that reads brotli. */
export interface Weight {
  script: number
  data: number
  css: number
}

export async function weigh(urls: string[]): Promise<Weight> {
  const weight = { script: 0, data: 0, css: 0 }
  for (const url of urls) {
    const { type, bytes } = await fetchRaw(url)
    weight[kindOf(type, url)] += bytes
  }
  return weight
}

export const sumOf = ({ script, data, css }: Weight) => script + data + css

function kindOf(type: string, url: string) {
  if (type.startsWith('text/javascript')) return 'script'
  if (type.startsWith('application/json')) return 'data'
  if (type.startsWith('text/css')) return 'css'
  throw new Error(`${url} is “${type}”, for which the table has no column.`)
}

// Unlike fetch(), this leaves what it gets as it came.
async function fetchRaw(url: string) {
  const request = get(url, { headers: { 'Accept-Encoding': 'br' }, agent: false })
  const [response] = await once(request, 'response')
  let bytes = 0
  for await (const part of response) bytes += part.length
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}.`)
  return { type: response.headers['content-type'] ?? '', bytes }
}
