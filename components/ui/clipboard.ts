/** Copies text; resolves to whether that worked. Falls back to the old way where the page is not served securely. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Refused, or no clipboard on plain http: a hidden field and the browser's own command remain.
    return copyByField(text)
  }
}

/** Text of the clipboard; undefined when the browser does not let a page read it. */
export async function readClipboard(): Promise<string | undefined> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    // Refused by the learner or by the browser: the caller names the key that needs no permission.
    return undefined
  }
}

function copyByField(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
