'use client'

import { Button } from './button.tsx'
import { Message } from './message.tsx'

/** What Next hands to an error page. */
export interface FailureProps {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}

export function Failure({ error, reset }: FailureProps) {
  const trace = error.digest ? ` The server’s log knows it as ${error.digest}.` : ''
  return (
    <Message title="This page could not be shown" text={`Something went wrong on our side. Your terminals keep running.${trace}`}>
      <Button look="primary" onClick={reset}>Try again</Button>
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </Message>
  )
}
