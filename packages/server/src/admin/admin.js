// What makes the organizers' pages quicker to use. Every page works without it.

/** A server that has not answered by then may never do so: buttons come back. */
const patienceMs = 20_000

// A second press while a form is on its way would send it again. What opens elsewhere leaves this page
// as it is. A form that only asks may lead to a file, after which the page is still there.
document.addEventListener('submit', ({ target, submitter, defaultPrevented }) => {
  if (defaultPrevented || !(target instanceof HTMLFormElement) || target.method !== 'post') return
  if ((submitter?.getAttribute('formtarget') ?? target.target) !== '') return
  queueMicrotask(() => setSending(target, true))
  setTimeout(() => setSending(target, false), patienceMs)
})
// Going back shows the page as it was left.
addEventListener('pageshow', () => {
  for (const form of document.forms) setSending(form, false)
})

/** @type {(form: HTMLFormElement, isSending: boolean) => void} */
function setSending(form, isSending) {
  for (const button of form.querySelectorAll('button')) button.inert = isSending
}
