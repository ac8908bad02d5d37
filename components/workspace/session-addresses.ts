'use client'

import { useMemo } from 'react'
import type { Addresses } from '../../lib/markdown/placeholders.ts'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'

const selectAddresses = (state: SessionState) => state.view?.addresses

/** Fragment of the address that stands for the list of ports in use; the workspace answers it itself. */
export const portsFragment = '#ports-in-use'

/** What placeholders become; undefined while there is no session. */
export function useAddresses(): Addresses | undefined {
  const addresses = useSession(selectAddresses)
  return useMemo(() => addresses && { ...addresses, portsPage: `${location.origin}${location.pathname}${portsFragment}` }, [addresses])
}
