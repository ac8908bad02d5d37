'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../ui/clipboard.ts'
import { IconButton } from '../ui/button.tsx'
import { useSessionClient } from '../session/session-provider.tsx'
import { useSubstituted } from './use-substituted.ts'

const thanksMs = 1_600

/** Copies code, placeholders replaced. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const { copied, copy } = useCopy(text)
  return (
    <span>
      <IconButton small label={copied ? 'Copied' : label} icon={copied ? <Check size={15} /> : <Copy size={15} />} onClick={(event) => { event.stopPropagation(); void copy() }} />
      <span className="visually-hidden" role="status">{copied ? 'Copied' : ''}</span>
    </span>
  )
}

/** Copying with its thanks: `copied` is true for a moment. */
export function useCopy(text: string): { readonly copied: boolean; readonly copy: () => Promise<void> } {
  const client = useSessionClient()
  const exact = useSubstituted(text)
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), thanksMs)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy(): Promise<void> {
    if (await copyText(exact)) setCopied(true)
    else client.notify('warning', 'The browser did not allow copying. Select the text and press Ctrl+C.')
  }

  return { copied, copy }
}
