'use client'

import { earlySocketScript } from './early-socket.ts'

export interface EarlyStartProps {
  readonly scenario: string
  readonly nonce: string | undefined
  /** Addresses of scripts and style sheets that are needed soon. */
  readonly files: readonly string[]
}

/**
 * What a page beside a machine begins before it comes alive: the connection, and files that Next asks for only when it does.
 * Reached by navigation inside the player it connects nothing: a browser does not run a script that comes so.
 */
export function EarlyStart({ scenario, nonce, files }: EarlyStartProps) {
  // Only the HTML carries it: what comes alive needs it no more.
  const script = typeof window === 'undefined' ? earlySocketScript(scenario) : ''
  return (
    <>
      {/* As an asynchronous module it does not wait for style sheets. */}
      <script type="module" async nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />
      {files.map((address) => (address.endsWith('.css')
        ? <link key={address} rel="preload" as="style" href={address} nonce={nonce} />
        : <script key={address} src={address} async nonce={nonce} />))}
    </>
  )
}
