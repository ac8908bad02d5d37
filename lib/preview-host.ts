/** A host name of a page on a learner's machine: `grafana-istio-system.k3v9…-80.localhost`. */
export interface PreviewHost {
  readonly previewId: string
  readonly port: number
  /** What stands before the id, e.g. `grafana-istio-system`: names a route of a router on that port. */
  readonly name?: string
}

const label = /^([a-z0-9]{8,40})-(\d{1,5})$/

/**
 * Reads the Host header of a preview request; undefined for every other host.
 * @param host the header, with or without port
 * @param domain what previews end in, with or without port, e.g. `localhost:3000`
 */
export function parsePreviewHost(host: string | undefined, domain: string): PreviewHost | undefined {
  if (!host) return undefined
  const suffix = `.${withoutPort(domain)}`
  const hostname = withoutPort(host).toLowerCase()
  if (!hostname.endsWith(suffix)) return undefined
  const labels = hostname.slice(0, -suffix.length).split('.')
  const last = labels.pop() ?? ''
  const found = label.exec(last)
  const port = Number(found?.[2])
  if (!found?.[1] || port < 1 || port > 65_535) return undefined
  const name = labels.join('.')
  return { previewId: found[1], port, ...(name ? { name } : {}) }
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}
