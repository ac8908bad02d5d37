import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const base = { nonce: 'abc', host: 'labs.example:3000', development: false }

describe('contentSecurityPolicy', () => {
  it('lets scripts in by nonce only', () => {
    const policy = contentSecurityPolicy(base)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'nonce-abc' 'strict-dynamic';")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("object-src 'none'")
  })

  it('compiles WebAssembly only where recordings are played', () => {
    expect(contentSecurityPolicy({ ...base, webAssembly: true })).toContain("script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval';")
    expect(contentSecurityPolicy(base)).not.toContain('wasm')
  })

  it.each([
    [undefined, 'frame-src http://*.localhost:* https://*.localhost:*'],
    ['localhost:3000', 'frame-src http://*.localhost:* https://*.localhost:*'],
    ['labs.example.net', 'frame-src http://*.labs.example.net https://*.labs.example.net'],
  ])('frames the pages of preview domain %s', (previewDomain, expected) => {
    expect(contentSecurityPolicy({ ...base, previewDomain })).toContain(expected)
  })

  it('connects to its own host and nowhere else', () => {
    expect(contentSecurityPolicy(base)).toContain("connect-src 'self' ws://labs.example:3000 wss://labs.example:3000;")
  })

  it('does not let a host header write directives', () => {
    const policy = contentSecurityPolicy({ ...base, host: "x; script-src 'unsafe-inline'" })
    expect(policy).not.toContain("script-src 'unsafe-inline'")
    expect(policy).toContain("connect-src 'self';")
  })
})
