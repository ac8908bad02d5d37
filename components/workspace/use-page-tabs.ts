'use client'

import { useMemo } from 'react'
import type { SessionAddresses } from '../../lib/protocol/session-view.ts'
import type { Dashboard } from '../../lib/scenario/scenario.ts'
import { useSession } from '../session/session-provider.tsx'
import type { SessionState } from '../session/session-state.ts'
import { substituteAddresses } from './substitute-addresses.ts'
import type { PageTab } from './tabs.ts'

const selectAddresses = (state: SessionState) => state.view?.addresses

/** The scenario's dashboards as tabs, with the session's addresses once it has any, and the pages opened from links. */
export function usePageTabs(dashboards: readonly Dashboard[], extra: readonly PageTab[]): readonly PageTab[] {
  const addresses = useSession(selectAddresses)
  return useMemo(() => [...dashboards.map((dashboard, index) => pageTab(dashboard, index, addresses)), ...extra], [dashboards, addresses, extra])
}

function pageTab(dashboard: Dashboard, index: number, addresses: SessionAddresses | undefined): PageTab {
  return { kind: 'page', key: `page:${index}`, title: dashboard.name, address: addressOf(dashboard, addresses), extra: false }
}

function addressOf(dashboard: Dashboard, addresses: SessionAddresses | undefined): string {
  if (!addresses) return ''
  if (dashboard.kind === 'port') return `${addresses.scheme}://${addresses.previewId}-${dashboard.port}.${addresses.previewDomain}/`
  return substituteAddresses(dashboard.href, addresses)
}
