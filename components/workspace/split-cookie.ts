/** Name of the cookie; the server reads it, so that the page comes in the right proportions and nothing jumps. */
export const splitCookie = 'rehearsal_split'
export const usualSplit = 42

export function rememberSplit(share: number): void {
  document.cookie = `${splitCookie}=${Math.round(share)}; path=/learn; max-age=31536000; samesite=strict`
}

/** Cookie's text → percent. */
export function readSplit(text: string | undefined): number {
  const share = Number(text)
  return text && share >= 22 && share <= 75 ? share : usualSplit
}
