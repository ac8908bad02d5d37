'use client'

import Link from 'next/link'
import { useState, type ComponentProps } from 'react'

/** A link whose page is fetched as soon as a pointer, a finger or the keyboard comes near it: at the click it is there. */
export function EagerLink(props: Omit<ComponentProps<typeof Link>, 'prefetch'>) {
  const [near, setNear] = useState(false)
  const approach = (): void => setNear(true)
  return <Link {...props} prefetch={near} onPointerEnter={approach} onFocus={approach} onTouchStart={approach} />
}
