export interface LogRange {
  /** Only the last so many lines. */
  readonly tailLines?: number
  /** Only lines after this time, in milliseconds since the epoch. */
  readonly sinceMs?: number
}

/** Where the API server finds what containers wrote. */
export interface PodLogs {
  /** Lines of a container without their newlines; undefined when it never ran. */
  read(namespace: string, pod: string, container: string, range: LogRange): readonly string[] | undefined
  /** Calls back for each further line; the returned function ends that. */
  follow(namespace: string, pod: string, container: string, onLine: (line: string) => void): () => void
}
