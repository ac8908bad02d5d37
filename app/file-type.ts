/** How a file of a repository is given out; undefined for one that is not. */
export interface FileType {
  readonly mime: string
  /** Shown in the page rather than saved. */
  readonly shown: boolean
}

const pictures: Readonly<Record<string, string>> = {
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif', svg: 'image/svg+xml', bmp: 'image/bmp', ico: 'image/x-icon',
}

/**
 * Pictures are shown wherever they lie. Of everything else only what lies in an `assets` folder is given out, to be saved:
 * checks and solutions stand elsewhere.
 */
export function fileTypeOf(path: string): FileType | undefined {
  const end = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  if (Object.hasOwn(pictures, end)) return { mime: pictures[end] ?? '', shown: true }
  return path.split('/').slice(0, -1).includes('assets') ? { mime: 'application/octet-stream', shown: false } : undefined
}
