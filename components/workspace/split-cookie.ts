/** Names of cookies; the server reads them, so that the page comes in the right proportions and nothing jumps. */
export const splitCookie = 'rehearsal_split'
export const stackedCookie = 'rehearsal_stacked'
const usualSplit = 42

export function rememberSplit(share: number): void {
  remember(splitCookie, String(Math.round(share)))
}

export function rememberStacked(stacked: boolean): void {
  remember(stackedCookie, stacked ? '1' : '0')
}

/** Cookie's text → percent. */
export function readSplit(text: string | undefined): number {
  const share = Number(text)
  return text && share >= 22 && share <= 75 ? share : usualSplit
}

/** Cookie's text → the learner's choice, if they made one. */
export function readStacked(text: string | undefined): boolean | undefined {
  if (text === '1') return true
  return text === '0' ? false : undefined
}

function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/learn; max-age=31536000; samesite=strict`
}
