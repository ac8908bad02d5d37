'use client'

import { Button } from '../components/ui/button.tsx'
import { Message } from '../components/ui/message.tsx'

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Message title="This page could not be shown" text={`Something went wrong on our side. Your terminals keep running.${error.digest ? ` The server’s log knows it as ${error.digest}.` : ''}`}>
      <Button look="primary" onClick={reset}>Try again</Button>
    </Message>
  )
}
