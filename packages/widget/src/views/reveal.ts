export const rootOf = (event: Event) => (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot

/** Opens whatever is closed around a control and gives it the focus. */
export function reveal(control: HTMLElement | null | undefined) {
  if (!control?.matches('summary'))
    for (let around = control?.closest('details'); around; around = around.parentElement?.closest('details'))
      around.open = true
  control?.focus()
}
