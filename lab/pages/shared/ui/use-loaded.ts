import { useEffect, useState } from 'preact/hooks'

export interface Loaded<T> {
  readonly value: T | undefined
  readonly error: string
  readonly busy: boolean
}

/** What a promise brings, loaded anew when its key changes; the last value stays meanwhile. No key: nothing is loaded. */
export function useLoaded<T>(key: string | undefined, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({ value: undefined, error: '', busy: key !== undefined })
  useEffect(() => {
    if (key === undefined) {
      setState({ value: undefined, error: '', busy: false })
      return undefined
    }
    const abort = new AbortController()
    setState((before) => ({ ...before, error: '', busy: true }))
    load(abort.signal).then(
      (value) => abort.signal.aborted || setState({ value, error: '', busy: false }),
      (failure: unknown) => abort.signal.aborted || setState((before) => ({ ...before, error: failure instanceof Error ? failure.message : String(failure), busy: false })),
    )
    return () => abort.abort()
    // `load` is a new function at every rendering; the key says what it loads.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return state
}
