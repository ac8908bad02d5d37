'use client'

import { useEffect, useRef, type RefObject } from 'react'

/** A list this near its end, in CSS pixels, is read at its end. */
const nearEnd = 40

/**
 * Keeps a scrolled box at the end of its only child while that grows, until its reader scrolls up. Growth comes late, too:
 * entries out of sight have an estimated height.
 */
export function useEndFollower(): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    const content = element?.firstElementChild
    if (!element || !content) return undefined
    let follows = true
    let top = 0
    const scrolled = (): void => {
      if (element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd) follows = true
      // Only its reader moves it up.
      else if (element.scrollTop < top) follows = false
      top = element.scrollTop
    }
    const observer = new ResizeObserver(() => {
      if (follows) element.scrollTo({ top: element.scrollHeight })
    })
    observer.observe(content)
    observer.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [])
  return box
}
