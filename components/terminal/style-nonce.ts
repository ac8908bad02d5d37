/**
 * Runs `make` while every style element that it creates gets this nonce, so that xterm may draw under a policy without
 * 'unsafe-inline'. xterm offers no way to hand a nonce in, and makes its style elements synchronously.
 */
export function withStyleNonce<T>(nonce: string | undefined, make: () => T): T {
  if (!nonce) return make()
  const create = document.createElement.bind(document)
  const withNonce = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
  // The overloads of createElement cannot be written by a function; each gets what the real one returned.
  document.createElement = withNonce as typeof document.createElement
  try {
    return make()
  } finally {
    // Takes our own property off again; the prototype's method shows through.
    Reflect.deleteProperty(document, 'createElement')
  }
}
