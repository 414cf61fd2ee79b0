import type { Page } from '../kit/page.ts'
import { until } from '../kit/until.ts'

/** A tab of any engine. Everything is done inside the page, so it is the same in all of them. */
export type Tab = Pick<Page, 'read'>

export interface Shown {
  training: string
  lang?: string
  theme?: string
  /**
   * What becomes of requests: `silent` ones are never answered, and nothing can be sent `offline`.
   */
  network?: 'silent' | 'offline'
}

/** Puts a new widget on the sponsor's page, in place of the one before. */
export async function show({ read }: Tab, api: string, { network, ...attributes }: Shown) {
  await read(
    (given, wayOut) => {
      const widget = document.createElement('training-signup') as HTMLElement & { fetch?: typeof fetch }
      for (const [name, value] of Object.entries(given)) widget.setAttribute(name, value)
      if (wayOut === 'silent') widget.fetch = () => new Promise(() => {})
      if (wayOut === 'offline')
        widget.fetch = (url, options) =>
          options?.method === 'POST' ? Promise.reject(new TypeError('offline')) : fetch(url, options)
      document.querySelector('training-signup')?.replaceWith(widget)
    },
    { api, ...attributes },
    network,
  )
}

/** Waits until the widget has this part, and everything is drawn. */
export const see = (tab: Tab, selector: string) =>
  until(selector, () =>
    tab.read((wanted) => {
      const root = document.querySelector('training-signup')?.shadowRoot
      return Boolean(root?.querySelector(wanted) && !root.querySelector('[aria-disabled]'))
    }, selector),
  )

export const press = ({ read }: Tab, selector: string) =>
  read((wanted) => {
    const root = document.querySelector('training-signup')?.shadowRoot
    root?.querySelector<HTMLElement>(wanted)?.click()
  }, selector)

/** Types texts and ticks choices, by the names of the questions. */
export const fill = ({ read }: Tab, answers: Record<string, string | true>) =>
  read((given) => {
    const root = document.querySelector('training-signup')?.shadowRoot
    for (const [key, answer] of Object.entries(given)) {
      const isTick = answer === true
      const boxes = [...(root?.querySelectorAll<HTMLInputElement>(`[name="q-${key}"], [id="${key}"]`) ?? [])]
      const box = boxes.find(({ type, value }) => type !== 'radio' || value === answer)
      if (!box) throw new Error(`There is no question ${key}`)
      if (isTick || box.type === 'radio') box.click()
      else box.value = answer
      box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    }
  }, answers)

/** Lets the page's clock jump, as if a person had taken their time with the form. */
export const letTimePass = ({ read }: Tab) =>
  read(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 5000
  })
