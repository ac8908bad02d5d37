'use client'

import { useMemo } from 'react'
import { portAddress, replacePlaceholders, type Addresses } from '../../lib/markdown/placeholders.ts'
import type { Dashboard } from '../../lib/scenario/scenario.ts'
import { useAddresses } from './session-addresses.ts'
import type { PageTab } from './tabs.ts'

/** The scenario's dashboards as tabs, with the session's addresses once it has any, and the pages opened from links. */
export function usePageTabs(dashboards: readonly Dashboard[], extra: readonly PageTab[]): readonly PageTab[] {
  const addresses = useAddresses()
  return useMemo(() => [...dashboards.map((dashboard, index) => pageTab(dashboard, index, addresses)), ...extra], [dashboards, addresses, extra])
}

function pageTab(dashboard: Dashboard, index: number, addresses: Addresses | undefined): PageTab {
  return { kind: 'page', key: `page:${index}`, title: dashboard.name, address: addressOf(dashboard, addresses), extra: false }
}

function addressOf(dashboard: Dashboard, addresses: Addresses | undefined): string {
  if (!addresses) return ''
  if (dashboard.kind === 'port') return `${portAddress(addresses, dashboard.port)}/`
  return replacePlaceholders(dashboard.href, addresses)
}
