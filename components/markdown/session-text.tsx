'use client'

import { CodeText } from './code-text.tsx'
import { useSubstituted } from './use-substituted.ts'

/** Text that holds placeholders: the session's addresses come into it as soon as there is a session. */
export function SessionText({ written, inCode }: { written: string; inCode: boolean }) {
  const exact = useSubstituted(written)
  return inCode ? <CodeText text={exact} /> : exact
}
