export interface PolicyInput {
  readonly nonce: string
  /** Host header of the request, with port. */
  readonly host: string
  /** What the addresses of learners' pages end in; every `*.localhost` when absent. */
  readonly previewDomain?: string | undefined
  readonly development: boolean
  /** The page compiles WebAssembly, as the player of recordings does; no other page may. */
  readonly webAssembly?: boolean
}

/**
 * The policy of our own pages: scripts by nonce only, frames only from learners' preview hosts.
 * Style attributes stay allowed because measured sizes (panes, tables of the editor) are written there; a style
 * attribute cannot run anything.
 */
export function contentSecurityPolicy({ nonce, host, previewDomain, development, webAssembly = false }: PolicyInput): string {
  const own = /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
  // A laptop's player may have moved to another port than the one it was set to.
  const local = !previewDomain || /^localhost(:\d+)?$/.test(previewDomain)
  const frames = local ? 'http://*.localhost:* https://*.localhost:*' : `http://*.${previewDomain} https://*.${previewDomain}`
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}${webAssembly ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-elem 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    `connect-src 'self'${own}`,
    "img-src 'self' data: blob: http: https:",
    "font-src 'self'",
    `frame-src ${frames}`,
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ]
  return directives.join('; ')
}
