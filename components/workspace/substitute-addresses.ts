import type { SessionAddresses } from '../../lib/protocol/session-view.ts'

export function substituteAddresses(text: string, addresses: SessionAddresses): string {
  return text.replaceAll(/https?:\/\/((?:[\w-]+\.)*)\[\[HOST_SUBDOMAIN\]\]-(\d+)-\[\[KATACODA_HOST\]\]\.environments\.katacoda\.com/g,
    (_all, prefix: string, port: string) => `${addresses.scheme}://${prefix}${addresses.previewId}-${port}.${addresses.previewDomain}`)
}
