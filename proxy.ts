import { NextResponse, type NextRequest } from 'next/server'
import { contentSecurityPolicy } from './app/content-security-policy.ts'

/** Gives every page its Content-Security-Policy with a nonce of its own; Next puts that nonce on each script it writes. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const policy = contentSecurityPolicy({
    nonce,
    host: request.headers.get('host') ?? '',
    previewDomain: process.env.REHEARSAL_PREVIEW_DOMAIN,
    webAssembly: request.nextUrl.pathname === '/playback',
    development: process.env.NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  return response
}

/** Static files carry no scripts of a page, and a scenario's own files bring a stricter policy with them. */
export const config = {
  matcher: ['/((?!_next/static|_next/image|learn/[^/]+/files/|icon.svg).*)'],
}
