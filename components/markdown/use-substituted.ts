'use client'

import { useMemo } from 'react'
import { replacePlaceholders } from '../../lib/markdown/placeholders.ts'
import { useAddresses } from '../workspace/session-addresses.ts'

/** Text with the session's addresses in place of placeholders, once there is a session. */
export function useSubstituted(text: string): string {
  const addresses = useAddresses()
  return useMemo(() => (addresses ? replacePlaceholders(text, addresses) : text), [text, addresses])
}
