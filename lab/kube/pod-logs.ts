export interface LogRange {
  /** Only the last so many lines. */
  readonly tailLines?: number
  /** Only lines after this time, in milliseconds since the epoch. */
  readonly sinceMs?: number
}

export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly atMs: number
  /** Without its newline. */
  readonly line: string
}

/** Where the API server finds what containers wrote. */
export interface PodLogs {
  /** Lines of a container; undefined when it never ran. */
  read(namespace: string, pod: string, container: string, range: LogRange): readonly LogLine[] | undefined
  /** Calls back for each further line; the returned function ends that. */
  follow(namespace: string, pod: string, container: string, onLine: (line: LogLine) => void): () => void
}
