// What makes the organizers' pages quicker to use. Every page works without it.

// A second press while a form is on its way would send it again. A form that only asks may lead to a
// file, after which the page is still there.
document.addEventListener('submit', ({ target, defaultPrevented }) => {
  if (!defaultPrevented && target instanceof HTMLFormElement && target.method === 'post')
    queueMicrotask(() => setSending(target, true))
})
// Going back shows the page as it was left.
addEventListener('pageshow', () => {
  for (const form of document.forms) setSending(form, false)
})

/** @type {(form: HTMLFormElement, isSending: boolean) => void} */
function setSending(form, isSending) {
  for (const button of form.querySelectorAll('button')) button.inert = isSending
}
