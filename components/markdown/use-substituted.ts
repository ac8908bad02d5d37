'use client'

import { useMemo } from 'react'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { substituteAddresses } from '../workspace/substitute-addresses.ts'

const selectAddresses = (state: SessionState) => state.view?.addresses

/** Text with the session's addresses in place of placeholders, once there is a session. */
export function useSubstituted(text: string): string {
  const addresses = useSession(selectAddresses)
  return useMemo(() => (addresses ? substituteAddresses(text, addresses) : text), [text, addresses])
}
