// xterm.js parses in a timer of its own. When a handler of a sequence throws there (6.0.0: `CSI 1 J` in the last cell of a
// screen without scrollback), the timer is never set again and the terminal shows nothing any more, for ever.

type Handler = (parameters?: unknown) => unknown

/** Where xterm.js keeps the handlers of sequences; it has no public name for them. */
interface Parser {
  readonly _csiHandlers: Readonly<Record<string, Handler[]>>
  readonly _escHandlers: Readonly<Record<string, Handler[]>>
  readonly _executeHandlers: Record<string, Handler>
}

/**
 * Makes a sequence that xterm.js stumbles over a sequence without effect. For the terminal in the browser and the one on
 * the host alike, so that both show the same. Call it once, right after the terminal was made.
 */
export function hardenTerminal(terminal: object): void {
  // The public class wraps the core without declaring it; addons of xterm.js reach it the same way. The test fails when a
  // new version keeps it elsewhere.
  const { _core: core } = terminal as { readonly _core: { readonly _inputHandler: { readonly _parser: Parser } } }
  const parser = core._inputHandler._parser
  for (const handlers of [...Object.values(parser._csiHandlers), ...Object.values(parser._escHandlers)]) {
    for (const [at, handler] of handlers.entries()) handlers[at] = harmless(handler)
  }
  for (const [code, handler] of Object.entries(parser._executeHandlers)) parser._executeHandlers[code] = harmless(handler)
}

function harmless(handler: Handler): Handler {
  // One parameter is the most that any of them has; a list of them would cost a third of a second in a flood of short lines.
  return (parameters) => {
    try {
      return handler(parameters)
    } catch {
      // Done with it: no other handler knows more about this sequence than the one that failed.
      return true
    }
  }
}
