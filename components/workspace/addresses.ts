import { parsePreviewHost } from '../../lib/preview-host.ts'
import type { SessionAddresses } from '../../lib/protocol/session-view.ts'
import type { PageTab } from './tabs.ts'

/** What a click on a link in the text leads to. */
export type LinkGoal =
  /** A tab of the scenario shows that host: it goes to the address. */
  | { readonly kind: 'tab'; readonly key: string }
  /** A page of the learner's machine that no tab shows yet. */
  | { readonly kind: 'new-tab'; readonly tab: PageTab }
  /** Any other page: a browser tab of its own. */
  | { readonly kind: 'outside' }

/** Decides where a link opens. `address` is complete, placeholders replaced. */
export function goalOf(address: string, tabs: readonly PageTab[], addresses: SessionAddresses | undefined): LinkGoal {
  const url = parse(address)
  if (!url || !addresses) return { kind: 'outside' }
  const host = parsePreviewHost(url.host, addresses.previewDomain)
  if (host?.previewId !== addresses.previewId) return { kind: 'outside' }
  const known = tabs.find((tab) => parse(tab.address)?.host === url.host)
  if (known) return { kind: 'tab', key: known.key }
  return { kind: 'new-tab', tab: { kind: 'page', key: `page:${url.host}`, title: titleOf(host.name, host.port), address, extra: true } }
}

/** Whether an address belongs to this session's machine, so that it may be shown in a frame. */
export function isOwnPage(address: string, addresses: SessionAddresses | undefined): boolean {
  const url = parse(address)
  return url !== undefined && addresses !== undefined && parsePreviewHost(url.host, addresses.previewDomain)?.previewId === addresses.previewId
}

// `jaeger-query-istio-system` → `Jaeger`: the first word tells pages of one machine apart.
function titleOf(name: string | undefined, port: number): string {
  const word = name?.split(/[-.]/)[0]
  return word ? word.charAt(0).toUpperCase() + word.slice(1) : `Port ${port}`
}

function parse(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined
}
