export const rootOf = (event: Event) => (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot

/** Opens whatever is closed around a control and gives it the focus. */
function reveal(control: HTMLElement | null | undefined) {
  if (!control?.matches('summary'))
    for (let around = control?.closest('details'); around; around = around.parentElement?.closest('details'))
      around.open = true
  control?.focus()
}

/** Moves the focus to the first of these that exists, after the microtask that renders the change. */
export function focusSoon(event: Event, ...selectors: string[]) {
  const root = rootOf(event)
  const find = () => selectors.map((one) => root.querySelector<HTMLElement>(one)).find((one) => one !== null)
  setTimeout(() => reveal(find()))
}

/** Follows a link in the error summary to its control, also inside a closed box. */
export function followInside(event: Event) {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]')
  if (link) reveal(rootOf(event).getElementById(decodeURIComponent(link.hash.slice(1))))
}
