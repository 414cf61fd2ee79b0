import type { LitElement, ReactiveController } from 'lit'
import type { SignupController } from './signup/signup-controller.ts'

/** Moves the focus to the outcome of the visitor's own action, once that is rendered. */
export const followWithFocus = (host: LitElement, signup: SignupController): ReactiveController => ({
  hostUpdated() {
    const root = host.shadowRoot
    const find = (selector: string) => root?.querySelector<HTMLElement>(selector)
    // Inert content cannot hold the focus.
    if (root?.activeElement?.closest('[inert]')) find('[part~=submit]')?.focus()
    // While a skeleton stands for the form, what is meant is not there yet.
    const wanted = !find('i') && signup.visit.takeFocus()
    if (!wanted) return
    if (wanted === 'email') return find('[type=email]')?.focus()
    const title = wanted === 'top' ? find('[part=title]') : null
    // A panel says more than the form's heading, which is before it. A wrong code needs no list of
    // faults.
    const heading = find('[part=panel-title], [part=result-title]') ?? find('[tabindex="-1"]:not([part=title])')
    ;(find('[part~=summary], [part~=code][aria-invalid]') ?? title ?? heading)?.focus()
  },
})
