interface Asked {
  request: (path: string, init: RequestInit, connection: object) => Response | Promise<Response>
}

/** Requests as they come from an address. */
export function addressed(address: string, app: Asked) {
  const connection = { incoming: { socket: { remoteAddress: address } } }
  const send = async (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    app.request(path, { method, headers, ...(body === undefined ? {} : { body }) }, connection)
  return {
    get: (path: string, headers?: Record<string, string>) => send('GET', path, headers),
    json: (path: string, body: object, headers: Record<string, string> = {}) =>
      send('POST', path, { 'content-type': 'application/json', ...headers }, JSON.stringify(body)),
    form: (path: string, values: Record<string, string>, headers: Record<string, string> = {}) =>
      send(
        'POST',
        path,
        { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        new URLSearchParams(values).toString(),
      ),
  }
}

export async function statusesOf(count: number, ask: () => Promise<Response>): Promise<number[]> {
  const answers: number[] = []
  for (let asked = 0; asked < count; asked += 1) answers.push((await ask()).status)
  return answers
}
