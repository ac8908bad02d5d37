'use client'

import { ImageOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import css from './markdown.module.css'
import { useSubstituted } from './use-substituted.ts'

export interface PictureProps {
  readonly src: string | undefined
  readonly alt: string
  readonly title?: string | undefined
  readonly width?: string | number | undefined
  readonly height?: string | number | undefined
}

/** A picture; one that is not there becomes a quiet note that says what it would show. */
export function Picture({ src, alt, title, width, height }: PictureProps) {
  const address = useSubstituted(src ?? '')
  const [missing, setMissing] = useState(src === undefined)
  const image = useRef<HTMLImageElement>(null)
  useEffect(() => {
    // It may have failed before the page came alive.
    if (image.current?.complete && image.current.naturalWidth === 0) setMissing(true)
  }, [])
  if (missing || src === undefined) {
    return <span className={css.missing} role="img" aria-label={alt || 'Picture'}><ImageOff size={15} aria-hidden="true" />{alt || 'This picture is not there.'}</span>
  }
  return <img ref={image} className={css.picture} src={address} alt={alt} title={title} width={width} height={height} loading="lazy" decoding="async" referrerPolicy="no-referrer" onError={() => setMissing(true)} />
}
