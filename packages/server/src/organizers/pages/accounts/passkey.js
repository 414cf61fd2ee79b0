// Makes and shows passkeys: the two things that need a script. Where the browser cannot, a code works.

// A passkey belongs to a name, never to a number.
const isNumber = /^[\d.]+$|:/.test(location.hostname)
const isAble = !isNumber && typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function'

show('[data-with-passkeys]', isAble)
show('[data-without-passkeys]', !isAble)

handle('[data-add-passkey]', async (options) =>
  navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
)
handle('[data-use-passkey]', async (options) =>
  navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
)

/** @type {(selector: string, isShown: boolean) => void} */
function show(selector, isShown) {
  for (const part of document.querySelectorAll(selector)) if (part instanceof HTMLElement) part.hidden = !isShown
}

/**
 * Has a button ask the server, then the browser, and then the server again.
 * @type {(selector: string, ask: (options: any) => Promise<Credential | null>) => void}
 */
function handle(selector, ask) {
  const button = document.querySelector(selector)
  if (!(button instanceof HTMLButtonElement)) return
  button.addEventListener('click', async () => {
    const { options = '', send = '', then = '' } = button.dataset
    button.disabled = true
    try {
      const asked = await post(options, {})
      const credential = /** @type {PublicKeyCredential} */ (await ask(await asked.json()))
      await post(send, credential.toJSON())
      const resume = document.querySelector('form[data-resume]')
      // What was typed before the session ended is sent along.
      if (resume instanceof HTMLFormElement) resume.submit()
      else location.assign(then)
    } catch {
      // Someone who closed the browser's window has not failed, but reads the same.
      show('[data-passkey-fault]', true)
      button.disabled = false
    }
  })
}

/** @type {(path: string, body: object) => Promise<Response>} */
async function post(path, body) {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return response
}
