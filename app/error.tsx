'use client'

import { Failure, type FailureProps } from '../components/ui/failure.tsx'

export default function ErrorPage(props: FailureProps) {
  return <main><Failure {...props} /></main>
}
