/** A file of the lab's own pages, as the build made it. */
export interface PageFile {
  /** Media type with charset. */
  readonly type: string
  readonly body: Uint8Array | string
  /** The same, compressed with gzip. */
  readonly gzip?: Uint8Array
}

/** Pages and what they load, by path: `grafana.html`, `assets/grafana-3F2A.js`. */
export type PageFiles = Readonly<Record<string, PageFile>>
