import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** The width of an element, followed; 0 before it is known. */
export function useWidth<T extends Element>(): readonly [RefObject<T | null>, number] {
  const elementRef = useRef<T>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = elementRef.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [elementRef, width]
}
