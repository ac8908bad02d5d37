/**
 * The nonce of the page that the browser loaded; undefined while rendering on the server. A layout that arrives by
 * navigation was rendered for a request of its own, with another nonce, which the loaded page's policy does not know.
 */
export function documentNonce(): string | undefined {
  if (typeof document === 'undefined') return undefined
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined
}
