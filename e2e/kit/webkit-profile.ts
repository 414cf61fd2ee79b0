import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import type { Profile } from './page.ts'
import { until } from './until.ts'
import { endAll, settingsOn, startDisplay } from './webkit.ts'

interface Answer {
  result?: { result?: { objectId?: string; value?: unknown; description?: string }; wasThrown?: boolean }
  error?: { message: string }
}

/** What the inspector says, of which each method has some. */
interface Told {
  method?: string
  params: { targetInfo: { targetId: string; isProvisional?: boolean }; newTargetId: string; message: string }
}

/** A page that leaves may never answer. */
const answerMs = 30_000

type Send = (method: string, params: object) => Promise<Answer>

/**
 * Starts WebKitGTK with a profile that stays. Its WebDriver always has an empty one, so this is the
 * same browser as people start it, and speaks to its inspector.
 */
export async function startWebKitProfile(folder: string): Promise<Profile> {
  const children: ChildProcess[] = []
  const display = await startDisplay(children)
  const port = await freePort()
  const [binary = ''] = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')
  // A group of its own: a flat battery ends its network process, too.
  const browser = spawn(binary, [`--profile-dir=${folder}`, `--cookies-file=${folder}/cookies.sqlite`, 'about:blank'], {
    detached: true,
    stdio: 'ignore',
    env: { ...settingsOn(display), WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` },
  })
  const send = await speakTo(await openInspector(`127.0.0.1:${port}`))
  const read = readerOf(send)
  const kill = async () => {
    if (browser.exitCode === null && browser.signalCode === null) {
      const end = once(browser, 'exit')
      process.kill(-browser.pid!, 'SIGKILL')
      await end
    }
    await endAll(children)
  }
  return {
    async open(url) {
      await send('Runtime.evaluate', { expression: `window.isLeft = true; location.href = ${JSON.stringify(url)}` })
      await until(url, () => read('!window.isLeft && document.readyState === "complete"').catch(() => false))
    },
    read: (ask, ...args) => read(`(${ask.toString()})(...${JSON.stringify(args)})`) as never,
    kill,
    close: kill,
  }
}

function valueOf({ error, result: { result, wasThrown } = {} }: Answer): unknown {
  if (!result || wasThrown) throw new Error(`WebKit: ${error?.message ?? result?.description}`)
  return result.value
}

/**
 * Reads what a script returns. What a press returns comes with the first answer: there is no page to
 * ask again when it leads to another.
 */
const readerOf = (send: Send) => async (script: string) => {
  const now = `const value = ${script}; window.asked = value; return { value, isLater: value instanceof Promise }`
  const evaluate = (expression: string, returnByValue: boolean) =>
    send('Runtime.evaluate', { expression, returnByValue })
  const { value, isLater } = valueOf(await evaluate(`(() => { ${now} })()`, true)) as {
    value: unknown
    isLater: boolean
  }
  if (!isLater) return value
  const promiseObjectId = (await evaluate('window.asked', false)).result?.result?.objectId
  return valueOf(await send('Runtime.awaitPromise', { promiseObjectId, returnByValue: true }))
}

async function openInspector(host: string): Promise<WebSocket> {
  const path = await until('WebKit’s inspector', async () => {
    const list = await fetch(`http://${host}/`).then(
      (response) => response.text(),
      () => '',
    )
    return /\/socket\/[^']+/.exec(list)?.[0]
  })
  return new WebSocket(`ws://${host}${path}`)
}

/** Speaks to the only page that a browser shows. A message to it, or from it, is inside one of the inspector. */
async function speakTo(socket: WebSocket): Promise<Send> {
  const waiting = new Map<number, (answer: Answer) => void>()
  const giveUp = () => {
    for (const answer of waiting.values()) answer({ error: { message: 'the page is gone' } })
  }
  let target = ''
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = JSON.parse(String(data)) as Told
    // Another site is shown by another process, which takes over once it has loaded.
    if (method === 'Target.targetCreated' && !params.targetInfo.isProvisional) target = params.targetInfo.targetId
    if (method === 'Target.didCommitProvisionalTarget') target = params.newTargetId
    if (method === 'Target.targetDestroyed') giveUp()
    if (method !== 'Target.dispatchMessageFromTarget') return
    const { id, ...answer } = JSON.parse(params.message) as Answer & { id?: number }
    waiting.get(id ?? 0)?.(answer)
  })
  socket.addEventListener('close', giveUp)
  socket.addEventListener('error', giveUp)
  await until('WebKit’s page', async () => target)
  let count = 0
  return async (method, params) => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const id = ++count
    waiting.set(id, resolve)
    const limit = setTimeout(giveUp, answerMs)
    const message = JSON.stringify({ id, method, params })
    const outer = { id, method: 'Target.sendMessageToTarget', params: { targetId: target, message } }
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(outer))
    else giveUp()
    const answer = await promise
    clearTimeout(limit)
    waiting.delete(id)
    return answer
  }
}
