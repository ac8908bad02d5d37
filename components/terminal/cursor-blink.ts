import type { Terminal } from '@xterm/xterm'

/** Half a period of xterm's own animation. */
const halfMs = 500

/**
 * Lets the cursor blink by hand: the style sheet of this folder halts xterm's animation, which would draw the page sixty times a
 * second for as long as the terminal has the focus, and have each key wait for the next of those pictures. The returned function
 * ends it.
 */
export function blinkCursor(terminal: Terminal, element: HTMLElement): () => void {
  let timer: ReturnType<typeof setInterval> | undefined

  function toggle(): void {
    if (element.dataset['cursor'] === 'off') delete element.dataset['cursor']
    else element.dataset['cursor'] = 'off'
  }

  function rest(): void {
    clearInterval(timer)
    timer = undefined
    delete element.dataset['cursor']
  }

  // A cursor that moves is seen best when it does not blink.
  function restart(): void {
    rest()
    if (document.activeElement === terminal.textarea) timer = setInterval(toggle, halfMs)
  }

  const { textarea } = terminal
  const typing = terminal.onKey(restart)
  textarea?.addEventListener('focus', restart)
  textarea?.addEventListener('blur', rest)
  restart()
  return () => {
    rest()
    typing.dispose()
    textarea?.removeEventListener('focus', restart)
    textarea?.removeEventListener('blur', rest)
  }
}
