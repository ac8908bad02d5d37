export interface ParsedUrl {
  /** As it was asked for, with its scheme. */
  readonly text: string
  readonly scheme: string
  /** Lower case, without port. */
  readonly host: string
  readonly port: number
  /** Host and port as they stand in the header. */
  readonly authority: string
  /** Path with query. */
  readonly path: string
}

/** Reads an address as curl and wget do: `reviews:9080/health` is one of HTTP. Undefined when it is none. */
export function parseUrl(address: string, base?: ParsedUrl): ParsedUrl | undefined {
  try {
    const url = base ? new URL(address, base.text) : new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`)
    if (url.hostname === '') return undefined
    const scheme = url.protocol.slice(0, -1)
    const standard = scheme === 'https' ? 443 : 80
    const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
    return { text: url.href, scheme, host, port: url.port === '' ? standard : Number(url.port), authority: url.host, path: `${url.pathname}${url.search}` }
  } catch {
    // The caller says that it is no address.
    return undefined
  }
}
