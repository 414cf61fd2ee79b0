import { isLogoId } from '@training-signup/contract'
import { sendRequest } from '../../platform/http/outgoing-call.ts'
import type { System } from '../../platform/system.ts'
import { addLogo, mostBytes, refuseLogo, UnusableLogo } from './logos.ts'

/**
 * Returns the id of the logo that an input names. An address is loaded once, here and now, so that
 * no visitor's browser ever asks that server.
 * @throws {ProblemError} `invalid-input` when the address leads to nothing that can be a logo
 */
export async function loadLogo(system: System, named: string, pointer: string): Promise<string> {
  if (isLogoId(named)) return named
  try {
    return await addLogo(system, await download(system, named))
  } catch (error) {
    throw error instanceof UnusableLogo ? refuseLogo(pointer, error, ', or upload one') : error
  }
}

async function download(system: System, url: string): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(system.config.logoTimeoutMs)
  try {
    const response = await sendRequest(system, url, {
      method: 'GET',
      headers: { Accept: 'image/*' },
      signal,
      inside: system.config.webhookAllow,
    })
    const { statusCode = 0 } = response
    try {
      if (statusCode >= 300 && statusCode < 400)
        throw new UnusableLogo('its address leads to another one. Use that one')
      if (statusCode !== 200) throw new UnusableLogo(`its server answered ${statusCode}`)
      return await readAtMost(mostBytes, response)
    } finally {
      response.destroy()
    }
  } catch (error) {
    if (error instanceof UnusableLogo) throw error
    if (signal.aborted) throw new UnusableLogo('its server took longer than 10 seconds')
    const isRefused = error instanceof Error && 'code' in error && error.code === 'address-refused'
    throw new UnusableLogo(isRefused ? 'its address is not on the open internet' : 'its server can’t be reached')
  }
}

async function readAtMost(most: number, body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > most) throw new UnusableLogo('it’s larger than 1 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
